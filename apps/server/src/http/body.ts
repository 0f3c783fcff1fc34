import type { IncomingMessage } from 'node:http';
import { PenstockError } from '@penstock/common';

/**
 * The whole body as text. Rejects with `too_large` above `limitBytes` and with `bad_input` when it is not UTF-8;
 * what is too much is read and thrown away, so that the client gets the answer instead of a broken connection (the
 * server's `requestTimeout` bounds how long that can take).
 */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes: Buffer = chunk;
    size += bytes.length;
    if (size <= limitBytes) chunks.push(bytes);
    else chunks.length = 0;
  }
  if (size > limitBytes) {
    throw new PenstockError('too_large', `The request body is larger than ${limitBytes / 1024 / 1024} MB`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch (error) {
    throw new PenstockError('bad_input', 'The request body is not UTF-8', { cause: error });
  }
}
