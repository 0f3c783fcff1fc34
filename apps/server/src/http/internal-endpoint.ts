import type { IncomingMessage, ServerResponse } from 'node:http';
import { PenstockError, toPenstockError } from '@penstock/common';
import type { Logger } from 'pino';
import { requireBearer } from './bearer';
import { readBody } from './body';
import { httpStatusOf } from './error-status';
import type { InternalRouter } from './internal-router';
import { send } from './send';

const bodyLimit = 4 * 1024 * 1024;

/** Answers `/internal/*`: JSON in, JSON out, errors as `{code, message, details}`. Never throws. */
export async function serveInternal(
  router: InternalRouter,
  token: string,
  log: Logger,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const hangUp = new AbortController();
  response.once('close', () => {
    if (!response.writableEnded) hangUp.abort();
  });
  try {
    requireBearer(request.headers.authorization, token);
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    const handler = router.find(request.method ?? '', path);
    const answer = await handler(parse(await readBody(request, bodyLimit)), hangUp.signal);
    send(response, 200, { 'content-type': 'application/json' }, JSON.stringify(answer ?? null));
  } catch (thrown) {
    const error = toPenstockError(thrown);
    const status = httpStatusOf(error.code);
    if (status >= 500) log.error({ err: thrown, url: request.url }, 'internal request failed');
    const { code, message, details } = error;
    send(
      response,
      status,
      { 'content-type': 'application/json' },
      JSON.stringify({ code, message, details }),
    );
  }
}

function parse(text: string): unknown {
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PenstockError('bad_input', 'The request body is not JSON', { cause: error });
  }
}
