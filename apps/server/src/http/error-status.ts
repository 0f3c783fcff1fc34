import type { ErrorCode } from '@penstock/common';

const statuses: Record<ErrorCode, number> = {
  bad_input: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  fenced: 409,
  lease_lost: 409,
  blocked: 409,
  timeout: 504,
  too_large: 413,
  cancelled: 499,
  invalid_version: 422,
  refused: 422,
  unavailable: 503,
  internal: 500,
};

export const httpStatusOf = (code: ErrorCode): number => statuses[code];
