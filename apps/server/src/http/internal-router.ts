import { PenstockError } from '@penstock/common';
import { z } from 'zod';

export type InternalHandler = (body: unknown, signal: AbortSignal) => Promise<unknown>;

/** Routes of the internal API, `POST /internal/…` and `GET /internal/…`; features register theirs at start. */
export class InternalRouter {
  private readonly handlers = new Map<string, InternalHandler>();

  /**
   * Registers a route of `serverRoutes` (contracts/server-api): the body is checked by `schema` before `handle` is
   * called; what it returns goes out as JSON. `signal` ends when the client hangs up.
   */
  add<Schema extends z.ZodType>(
    route: string,
    schema: Schema,
    handle: (input: z.output<Schema>, signal: AbortSignal) => Promise<unknown>,
  ): void {
    if (this.handlers.has(route))
      throw new PenstockError('internal', `The route ${route} is registered twice`);
    this.handlers.set(route, async (body, signal) => {
      const parsed = schema.safeParse(body);
      if (!parsed.success) {
        throw new PenstockError('bad_input', z.prettifyError(parsed.error), { details: { route } });
      }
      return handle(parsed.data, signal);
    });
  }

  find(method: string, path: string): InternalHandler {
    const handler = this.handlers.get(`${method} ${path}`);
    if (handler === undefined) throw new PenstockError('not_found', `There is no route ${method} ${path}`);
    return handler;
  }
}
