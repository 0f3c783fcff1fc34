import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

export type HttpAnswer = { status: number; body: string };

/**
 * One HTTP request by Node's own client, without following redirects. Not `fetch`: its parser is WebAssembly, which
 * reserves more addresses than a child's limit allows. Rejects when there is no answer within `timeoutMs`.
 */
export function sendHttp(
  url: string,
  options: { method: string; headers: Record<string, string>; body: string | undefined; timeoutMs: number },
): Promise<HttpAnswer> {
  const { method, headers, body, timeoutMs } = options;
  const send = new URL(url).protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const request = send(url, { method, headers, signal: AbortSignal.timeout(timeoutMs) }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}
