import { initTRPC } from '@trpc/server';
import { flattenError, ZodError } from 'zod';
import type { Context } from './context';
import { appErrorOf } from './errors';

/** Not for routers: they get `router` and `procedure` from ./procedure, and nothing without an access rule. */
export const t = initTRPC.context<Context>().create({
  isDev: false,
  sse: {
    // Behind no proxy a ping is only there to notice a dead peer; the client gives up after three.
    ping: { enabled: true, intervalMs: 5_000 },
    client: { reconnectAfterInactivityMs: 16_000 },
  },
  errorFormatter({ shape, error }) {
    const appError = appErrorOf(error);
    return {
      ...shape,
      message: appError.message,
      data: {
        code: shape.data.code,
        httpStatus: shape.data.httpStatus,
        path: shape.data.path,
        appError,
        zodError: error.cause instanceof ZodError ? flattenError(error.cause) : null,
      },
    };
  },
});
