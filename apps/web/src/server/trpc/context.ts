import { type ActorRef, localUser } from '@penstock/control';
import { env } from '../env';
import { ownPort, sessionOf } from '../session/cookie';
import { apiRefusalOf } from '../session/same-machine';

export type Context = {
  /** Why this request may not ask anything at all; checked again here, because a proxy can be stepped round. */
  refusal: string | null;
  /** Null without a valid session. */
  actor: ActorRef | null;
};

export function createContext({ req }: { req: Request }): Context {
  const refusal = apiRefusalOf(req.headers, ownPort());
  if (refusal) return { refusal, actor: null };
  const session = sessionOf(req.headers, env().PENSTOCK_SECRET_KEY, Date.now());
  return { refusal: null, actor: session ? localUser : null };
}
