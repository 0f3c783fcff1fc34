import type { IncomingMessage, ServerResponse } from 'node:http';
import { isPenstockError } from '@penstock/common';
import type { Catalog } from '@penstock/control/catalog';
import { readBody } from './body';
import { send } from './send';

/** Snapshots with thousands of statistics are large; more than this is no commit. */
const bodyLimit = 64 * 1024 * 1024;

/** Hands a request to the catalog with its path as it came: nothing here decodes or normalises it. */
export async function serveCatalog(
  catalog: Catalog,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = request.url ?? '';
  const mark = url.indexOf('?');
  try {
    const answer = await catalog.handle({
      method: request.method ?? '',
      path: mark < 0 ? url : url.slice(0, mark),
      query: mark < 0 ? '' : url.slice(mark + 1),
      headers: {
        authorization: request.headers.authorization,
        'if-none-match': request.headers['if-none-match'],
      },
      body: await readBody(request, bodyLimit),
    });
    send(response, answer.status, answer.headers, answer.body);
  } catch (error) {
    // Only reading the body can fail: the catalog itself answers every error.
    const code = isPenstockError(error) && error.code === 'too_large' ? 413 : 400;
    const message = isPenstockError(error) ? error.message : 'The request body could not be read';
    const body = JSON.stringify({ error: { message, type: 'BadRequestException', code } });
    send(response, code, { 'content-type': 'application/json' }, body);
  }
}
