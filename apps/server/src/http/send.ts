import type { ServerResponse } from 'node:http';

export function send(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  body: string | null,
): void {
  if (response.headersSent || response.destroyed) return;
  const length = body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  response.writeHead(status, { ...headers, ...length });
  response.end(body ?? undefined);
}
