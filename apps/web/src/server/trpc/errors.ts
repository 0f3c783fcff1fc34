import { type ErrorCode, isPenstockError } from '@penstock/common';
import { TRPCError } from '@trpc/server';
import { ZodError } from 'zod';

type TrpcCode = TRPCError['code'];

/** The one place where our codes become tRPC's (and so HTTP statuses). */
const trpcCodes: Record<ErrorCode, TrpcCode> = {
  bad_input: 'BAD_REQUEST',
  not_found: 'NOT_FOUND',
  conflict: 'CONFLICT',
  forbidden: 'FORBIDDEN',
  unauthenticated: 'UNAUTHORIZED',
  invalid_version: 'UNPROCESSABLE_CONTENT',
  refused: 'UNPROCESSABLE_CONTENT',
  fenced: 'CONFLICT',
  lease_lost: 'CONFLICT',
  blocked: 'PRECONDITION_FAILED',
  unavailable: 'SERVICE_UNAVAILABLE',
  timeout: 'TIMEOUT',
  too_large: 'PAYLOAD_TOO_LARGE',
  cancelled: 'CLIENT_CLOSED_REQUEST',
  internal: 'INTERNAL_SERVER_ERROR',
};

/** Keeps our error as `cause`: the formatter still needs it and drops it itself. */
export function toTrpcError(error: unknown): TRPCError {
  if (error instanceof TRPCError) return error;
  if (isPenstockError(error))
    return new TRPCError({ code: trpcCodes[error.code], message: error.message, cause: error });
  return new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message: 'internal', cause: error });
}

export type AppErrorData = { code: ErrorCode; message: string; details: Record<string, unknown> };

const hidden =
  'Something went wrong inside Penstock. The log of the web process has the details; please try again.';

/** What the client may know: our own code, sentence and details; of anything unexpected only that it happened. */
export function appErrorOf(error: TRPCError): AppErrorData {
  const cause = error.cause;
  if (isPenstockError(cause) && cause.code !== 'internal') {
    return { code: cause.code, message: cause.message, details: cause.details };
  }
  if (cause instanceof ZodError)
    return { code: 'bad_input', message: 'The input is not complete or not valid.', details: {} };
  switch (error.code) {
    case 'UNAUTHORIZED':
      return { code: 'unauthenticated', message: error.message, details: {} };
    case 'FORBIDDEN':
      return { code: 'forbidden', message: error.message, details: {} };
    case 'NOT_FOUND':
      return {
        code: 'not_found',
        message: 'There is no such call. Reload the page: Penstock may have been updated.',
        details: {},
      };
    case 'BAD_REQUEST':
    case 'PARSE_ERROR':
    case 'METHOD_NOT_SUPPORTED':
    case 'UNSUPPORTED_MEDIA_TYPE':
      return { code: 'bad_input', message: 'The request could not be read.', details: {} };
    default:
      return { code: 'internal', message: hidden, details: {} };
  }
}
