import { isPenstockError, PenstockError } from '@penstock/common';

const connectionCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'ENOENT',
  // Prisma: cannot reach, timed out reaching, connection closed, pool timeout, transaction not obtained
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  'P2028',
  // Postgres: shutting down, crashed, starting up, too many connections
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '08000',
  '08001',
  '08003',
  '08006',
]);
const serializationCodes = new Set(['P2034', '40001', '40P01']);

/**
 * A database error as ours: lost connections become `unavailable`, lost races `conflict`. Everything else that is
 * not ours becomes `internal` with the cause kept for the log.
 */
export function fromDatabaseError(error: unknown): PenstockError {
  if (isPenstockError(error)) return error;
  const codes = codesOf(error);
  if (
    codes.some((code) => connectionCodes.has(code)) ||
    /Connection terminated|timeout exceeded when trying to connect|server closed the connection/i.test(
      textOf(error),
    )
  ) {
    return new PenstockError(
      'unavailable',
      'The database cannot be reached. Nothing was changed; try again in a moment.',
      { cause: error },
    );
  }
  if (codes.some((code) => serializationCodes.has(code))) {
    return new PenstockError(
      'conflict',
      'Somebody else changed the same thing at the same moment. Look again and repeat.',
      { cause: error },
    );
  }
  return new PenstockError(
    'internal',
    'Something went wrong in the control plane; the log has the details.',
    { cause: error },
  );
}

/** True when the error is a violated unique constraint (Postgres 23505). */
export function isUniqueViolation(error: unknown): boolean {
  return codesOf(error).some((code) => code === 'P2002' || code === '23505');
}

function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  let current: unknown = error;
  for (let depth = 0; depth < 6 && typeof current === 'object' && current !== null; depth += 1) {
    for (const key of ['code', 'originalCode'] as const) {
      const value = (current as Record<string, unknown>)[key];
      if (typeof value === 'string') codes.push(value);
    }
    const meta = (current as { meta?: { driverAdapterError?: unknown } }).meta;
    current = (current as { cause?: unknown }).cause ?? meta?.driverAdapterError;
  }
  return codes;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
