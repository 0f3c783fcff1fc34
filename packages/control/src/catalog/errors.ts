import { type ErrorCode, isPenstockError, PenstockError } from '@penstock/common';

/** `type` and HTTP status of an error body as the Iceberg REST specification writes it (`ErrorModel`). */
export type CatalogFault = { status: number; type: string };

const codeByStatus: Record<number, ErrorCode> = {
  400: 'bad_input',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  406: 'refused',
  409: 'conflict',
  413: 'too_large',
  503: 'unavailable',
};

/** An error that the catalog answers with `{"error":{message,type,code}}`. */
export function catalogError(status: number, type: string, message: string, cause?: unknown): PenstockError {
  return new PenstockError(codeByStatus[status] ?? 'internal', message, {
    cause,
    details: { catalogFault: { status, type } satisfies CatalogFault },
  });
}

export const badRequest = (message: string, cause?: unknown) =>
  catalogError(400, 'BadRequestException', message, cause);
export const notAuthorized = (message: string) => catalogError(401, 'NotAuthorizedException', message);
export const forbidden = (message: string) => catalogError(403, 'ForbiddenException', message);
export const noSuchNamespace = (name: string) =>
  catalogError(404, 'NoSuchNamespaceException', `Namespace does not exist: ${name}`);
export const noSuchTable = (name: string) =>
  catalogError(404, 'NoSuchTableException', `Table does not exist: ${name}`);
/** As Iceberg's own readers say it: clients tell a table without its metadata from one that is not there. */
export const metadataMissing = (location: string, cause?: unknown) =>
  catalogError(404, 'NotFoundException', `Failed to open input stream for file: ${location}`, cause);
export const alreadyExists = (message: string) => catalogError(409, 'AlreadyExistsException', message);
export const commitFailed = (message: string, cause?: unknown) =>
  catalogError(409, 'CommitFailedException', message, cause);
export const requirementFailed = (message: string) => commitFailed(`Requirement failed: ${message}`);
export const unavailable = (message: string, cause?: unknown) =>
  catalogError(503, 'ServiceUnavailableException', message, cause);

/** What a request's body could not be read for: 413 when it is too large, else 400. */
export function unreadableBody(error: unknown): PenstockError {
  if (!isPenstockError(error)) return badRequest('The request body could not be read', error);
  return catalogError(error.code === 'too_large' ? 413 : 400, 'BadRequestException', error.message, error);
}

/** Rule 1 of the commit protocol: clients recognise a fenced commit by the first word of the message. */
export function fenced(reason: string): PenstockError {
  return new PenstockError('fenced', `fenced: ${reason}`, {
    details: { catalogFault: { status: 409, type: 'CommitFailedException' } satisfies CatalogFault },
  });
}

/** The pointer may or may not have moved: the client has to load the table and compare before it tries again. */
export function commitStateUnknown(cause: unknown): PenstockError {
  return catalogError(
    503,
    'CommitStateUnknownException',
    'The commit may or may not have landed: load the table and compare before trying again',
    cause,
  );
}

/** Status and type of any thrown value; what is not ours is a 500 without its message. */
export function faultOf(error: unknown): CatalogFault & { message: string } {
  if (isPenstockError(error)) {
    const fault = error.details.catalogFault;
    if (isFault(fault)) return { ...fault, message: error.message };
  }
  return {
    status: 500,
    type: 'InternalServerError',
    message: 'The catalog failed; its log tells why. Load the table and compare before trying again',
  };
}

function isFault(value: unknown): value is CatalogFault {
  return typeof value === 'object' && value !== null && 'status' in value && 'type' in value;
}
