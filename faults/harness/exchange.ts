import { type IncomingHttpHeaders, request as send } from 'node:http';

/** Where in the protocol a request belongs. `rows`: rows and position; `position`: a batch without rows, or seq 1. */
export const steps = ['config', 'load', 'rows', 'position', 'lineage', 'turn'] as const;
export type Step = (typeof steps)[number] | 'other';

export type Exchange = {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
  step: Step;
};
export type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer };

export function stepOf(method: string, url: string): Step {
  const path = url.split('?', 1)[0] ?? '';
  if (path === '/v1/config') return 'config';
  if (path === '/v1/transactions/commit') return 'rows';
  if (path === '/penstock/v1/turns') return 'turn';
  if (path.startsWith('/penstock/v1/deployments/')) return 'lineage';
  if (/^\/v1\/namespaces\/[^/]+\/tables\/[^/]+$/.test(path)) return method === 'POST' ? 'position' : 'load';
  return 'other';
}

/** Sends the exchange's request to `target`; rejects when no whole answer comes. */
export function forward(target: string, { method, url, headers, body }: Exchange): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = send(`${target}${url}`, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const { 'transfer-encoding': _framing, connection: _hop, ...kept } = response.headers;
        resolve({ status: response.statusCode ?? 502, headers: kept, body: Buffer.concat(chunks) });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}
