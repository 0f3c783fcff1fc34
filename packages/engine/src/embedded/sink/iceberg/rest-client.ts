import { type LosslessJson, PenstockError, parseLossless, stringifyLossless } from '@penstock/common';
import type { CatalogConnection } from '../../../types';
import { sendHttp } from './http-request';

export type JsonObject = { [key: string]: LosslessJson };

/** Longer than any commit of the catalog waits for its turn. */
const TIMEOUT_MS = 20_000;

/**
 * The few calls of the Iceberg REST specification that the engine makes itself: everything that is not rows. Answers go
 * through the lossless reader, because snapshot ids are 64-bit. Throws `unavailable` (no answer, 5xx), `fenced` (the
 * token is dead), `conflict` (409), `not_found`.
 */
export class RestClient {
  readonly #connection: CatalogConnection;

  constructor(connection: CatalogConnection) {
    this.#connection = connection;
  }

  get(path: string): Promise<JsonObject> {
    return this.#send('GET', path, undefined);
  }

  post(path: string, body: unknown): Promise<JsonObject> {
    return this.#send('POST', path, stringifyLossless(body));
  }

  /** `/v1/namespaces/{ns}/tables/{table}` with the levels joined by U+001F, as the specification asks. */
  static tablePath(namespace: readonly string[], table?: string): string {
    const base = `/v1/namespaces/${encodeURIComponent(namespace.join('\u001f'))}/tables`;
    return table === undefined ? base : `${base}/${encodeURIComponent(table)}`;
  }

  async #send(method: string, path: string, body: string | undefined): Promise<JsonObject> {
    let status: number;
    let text: string;
    try {
      const answer = await sendHttp(`${this.#connection.uri.replace(/\/$/, '')}${path}`, {
        method,
        headers: { authorization: `Bearer ${this.#connection.token}`, 'content-type': 'application/json' },
        body,
        timeoutMs: TIMEOUT_MS,
      });
      status = answer.status;
      text = answer.body;
    } catch (error) {
      throw new PenstockError('unavailable', `The catalog at ${this.#connection.uri} does not answer.`, {
        cause: error,
      });
    }
    if (status >= 200 && status < 300) return text === '' ? {} : asObject(parseLossless(text));
    throw refusal(status, text);
  }
}

function refusal(status: number, text: string): PenstockError {
  const message = errorMessage(text) ?? `HTTP ${status}`;
  if (status === 404) return new PenstockError('not_found', message);
  if (status === 409) return new PenstockError('conflict', message);
  if (status === 401 || status === 403)
    return new PenstockError('fenced', `The catalog no longer accepts this run: ${message}`);
  if (status >= 500 || status === 429)
    return new PenstockError('unavailable', `The catalog answers ${status}: ${message}`);
  return new PenstockError('internal', `The catalog refuses (${status}): ${message}`);
}

function errorMessage(text: string): string | null {
  try {
    const error = asObject(parseLossless(text)).error;
    const message = error === undefined ? undefined : asObject(error).message;
    return typeof message === 'string' ? message : null;
  } catch {
    return null;
  }
}

export function asObject(value: LosslessJson | undefined): JsonObject {
  if (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !('isLosslessNumber' in value)
  ) {
    return value as JsonObject;
  }
  throw new PenstockError('internal', 'The catalog answered with JSON that is not an object.');
}

export function asList(value: LosslessJson | undefined): JsonObject[] {
  return Array.isArray(value) ? value.map((item) => asObject(item)) : [];
}

/** Strings and numbers as text; null for anything else. */
export function asText(value: LosslessJson | undefined): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && value !== null && 'isLosslessNumber' in value) return String(value);
  return null;
}
