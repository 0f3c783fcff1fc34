import { type LosslessJson, parseLossless, stringifyLossless } from '@penstock/common';

export type Answer = { status: number; body: LosslessJson; text: string };

export type CatalogClient = (method: string, path: string, body?: unknown) => Promise<Answer>;

/** Plain HTTP against the catalog; bodies keep their 64-bit numbers. */
export function catalogClient(baseUrl: string, token?: string): CatalogClient {
  return async (method, path, body) => {
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (token !== undefined) headers.authorization = `Bearer ${token}`;
    const init: RequestInit = { method, headers };
    if (body !== undefined) init.body = typeof body === 'string' ? body : stringifyLossless(body);
    const response = await fetch(`${baseUrl}${path}`, init);
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : parseLossless(text), text };
  };
}

/** A value inside an answer, by keys. */
export function at(value: LosslessJson | undefined, ...keys: (string | number)[]): LosslessJson | undefined {
  let current: LosslessJson | undefined = value;
  for (const key of keys) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = (current as Record<string | number, LosslessJson>)[key];
  }
  return current;
}

export const errorType = (answer: Answer) => at(answer.body, 'error', 'type');
export const errorMessage = (answer: Answer) => String(at(answer.body, 'error', 'message'));
