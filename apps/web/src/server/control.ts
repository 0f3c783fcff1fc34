import 'server-only';
import { type Control, createControl } from '@penstock/control';
import { env } from './env';

// On globalThis: Next loads this module once per bundle, but pools and listeners belong to the process.
const holder = globalThis as typeof globalThis & { penstockControl?: Promise<Control> };

async function create(): Promise<Control> {
  const { DATABASE_URL, PENSTOCK_SERVER_URL, PENSTOCK_INTERNAL_TOKEN } = env();
  const control = createControl({
    databaseUrl: DATABASE_URL,
    server: { baseUrl: PENSTOCK_SERVER_URL, token: PENSTOCK_INTERNAL_TOKEN },
  });
  try {
    // Access rules look the actor up, so the row has to be there before the first question.
    await control.localUser();
    return control;
  } catch (error) {
    await control.close();
    throw error;
  }
}

/** The services over Postgres, made once per process; a failed attempt is not remembered. Throws PenstockError. */
export function control(): Promise<Control> {
  holder.penstockControl ??= create().catch((error: unknown) => {
    holder.penstockControl = undefined;
    throw error;
  });
  return holder.penstockControl;
}
