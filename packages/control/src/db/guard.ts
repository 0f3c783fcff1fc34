import { fromDatabaseError } from './errors';

/** The same service, with every error of its functions turned into a PenstockError. */
export function guarded<T extends object>(service: T): T {
  const entries = Object.entries(service).map(([name, member]) => {
    if (typeof member !== 'function') return [name, member];
    return [name, (...args: unknown[]) => callGuarded(member as (...args: unknown[]) => unknown, args)];
  });
  return Object.fromEntries(entries) as T;
}

async function callGuarded(member: (...args: unknown[]) => unknown, args: unknown[]): Promise<unknown> {
  try {
    return await member(...args);
  } catch (error) {
    throw fromDatabaseError(error);
  }
}
