import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Catalog } from '@penstock/control/catalog';
import { readBody } from './body';
import { send } from './send';

/** Snapshots with thousands of statistics are large; more than this is no commit. */
const bodyLimit = 64 * 1024 * 1024;

/**
 * Hands a request to the catalog with its path as it came: nothing here decodes or normalises it. The body is read when
 * the catalog knows who asks; of a request that is refused before, Node throws it away.
 */
export async function serveCatalog(
  catalog: Catalog,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = request.url ?? '';
  const mark = url.indexOf('?');
  const answer = await catalog.handle({
    method: request.method ?? '',
    path: mark < 0 ? url : url.slice(0, mark),
    query: mark < 0 ? '' : url.slice(mark + 1),
    headers: {
      authorization: request.headers.authorization,
      'if-none-match': request.headers['if-none-match'],
    },
    body: () => readBody(request, bodyLimit),
  });
  send(response, answer.status, answer.headers, answer.body);
}
