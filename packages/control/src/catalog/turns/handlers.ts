import { parseIdent } from '../commit/parse-change';
import { badRequest, noSuchTable } from '../errors';
import { json } from '../http/responses';
import type { Handler } from '../http/types';
import { printTable } from '../identifiers';
import { asObject } from '../json/json-object';
import { reading } from '../store/database';
import { findTable } from '../store/tables';
import { isUuid } from '../uuid';
import { takeTurn } from './turn-line';

/** `POST /penstock/v1/turns` with `{"uuid"}` or `{"table":{"namespace":[…],"name"}}`; answers `{tableUuid, until, milliseconds}`. */
export const postTurn: Handler = async ({ context, principal, body }) => {
  const request = body();
  if (typeof request.uuid === 'string') {
    if (!isUuid(request.uuid)) throw badRequest(`Not a table uuid: ${request.uuid}`);
    return json(await takeTurn(context, principal, request.uuid));
  }
  const ident = parseIdent(asObject(request.table, 'table'));
  const row = await reading(() => findTable(context.pool, ident));
  if (row === null) throw noSuchTable(printTable(ident));
  return json(await takeTurn(context, principal, row.uuid));
};
