import { stringifyLossless } from '@penstock/common';
import { faultOf } from '../errors';
import type { CatalogResponse } from './types';

const jsonHeaders = { 'content-type': 'application/json' };

export const json = (value: unknown, status = 200): CatalogResponse =>
  jsonText(stringifyLossless(value), status);

export function jsonText(text: string, status = 200): CatalogResponse {
  return { status, headers: { ...jsonHeaders }, body: text };
}

export const noContent = (): CatalogResponse => ({ status: 204, headers: {}, body: null });

/** The specification's `IcebergErrorResponse`. */
export function errorResponse(error: unknown): CatalogResponse {
  const { status, type, message } = faultOf(error);
  return json({ error: { message, type, code: status } }, status);
}
