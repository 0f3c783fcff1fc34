import { isPenstockError } from '@penstock/common';
import type { Action, ResourceOf } from '@penstock/control';
import { TRPCError } from '@trpc/server';
import type { z } from 'zod';
import { control } from '../control';
import { toTrpcError } from './errors';
import { t } from './init';

export const router = t.router;

/** Our errors become tRPC's here; the cause is kept until the formatter has read it. */
const mapErrors = t.middleware(async ({ next }) => {
  const result = await next();
  if (!result.ok && isPenstockError(result.error.cause)) throw toTrpcError(result.error.cause);
  return result;
});

const signedIn = t.middleware(({ ctx, next }) => {
  if (ctx.refusal) throw new TRPCError({ code: 'FORBIDDEN', message: ctx.refusal });
  if (!ctx.actor)
    throw new TRPCError({ code: 'UNAUTHORIZED', message: 'The session has ended. Reload the page.' });
  return next({ ctx: { actor: ctx.actor } });
});

/**
 * The only way to make a procedure: names the action, the shape of the input and the resource it is about, on which
 * `authorize` decides before the resolver runs. There is no default rule, so none can be forgotten.
 */
export function procedure<A extends Action, S extends z.ZodType>(
  action: A,
  input: S,
  resourceOf: (input: z.output<S>) => ResourceOf<A>,
) {
  return t.procedure
    .use(mapErrors)
    .use(signedIn)
    .input(input)
    .use(async ({ ctx, input: parsed, next }) => {
      const services = await control();
      await services.authorize(ctx.actor, action, resourceOf(parsed as z.output<S>));
      return next({ ctx: { control: services } });
    });
}
