/**
 * The one error class of the project. `code` is stable and what callers switch on; `message` is a sentence for
 * the user that says what to do next; `cause` keeps the original error for logs and never reaches a client.
 */
export class PenstockError extends Error {
  readonly code: ErrorCode;
  readonly details: Record<string, unknown>;

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; details?: Record<string, unknown> } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'PenstockError';
    this.code = code;
    this.details = options.details ?? {};
  }
}

export const errorCodes = [
  'bad_input', // the request or file is wrong; details may carry file, line, column
  'not_found',
  'conflict', // the base moved: somebody else published or wrote first
  'forbidden',
  'unauthenticated',
  'invalid_version', // a version has diagnostics of severity error
  'refused', // the engine cannot run this construct; the message names one that can
  'fenced', // an older epoch tried to write
  'lease_lost',
  'blocked', // a safety check holds the pipeline until a person decides
  'unavailable', // a service (Postgres, Kafka, catalog, server) cannot be reached; retrying is safe
  'timeout',
  'too_large',
  'cancelled',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** True for our error also when it was made by another copy of this module (bundles, child processes). */
export function isPenstockError(error: unknown): error is PenstockError {
  return error instanceof Error && error.name === 'PenstockError' && 'code' in error;
}

/** Any thrown value as a PenstockError: ours unchanged, anything else as `internal` with the original as cause. */
export function toPenstockError(error: unknown): PenstockError {
  if (isPenstockError(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new PenstockError('internal', message, { cause: error });
}
