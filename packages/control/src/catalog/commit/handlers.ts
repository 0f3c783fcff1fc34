import { badRequest, commitFailed } from '../errors';
import { noContent } from '../http/responses';
import type { Handler } from '../http/types';
import { objectsAt } from '../json/json-object';
import { tableOf, tableResponse } from '../tables/handlers';
import { commitTables } from './commit-tables';
import { parseChange } from './parse-change';

/** `POST /v1/namespaces/{ns}/tables/{t}`: 200 with the new metadata. */
export const commitTable: Handler = async (call) => {
  const change = parseChange(call.body(), tableOf(call));
  const [file] = await commitTables(call.context, { principal: call.principal, changes: [change] });
  if (file === undefined) throw commitFailed('Nothing was committed; load the table and try again');
  return tableResponse(file);
};

/** `POST /v1/transactions/commit`: every table or none, 204. */
export const commitTransaction: Handler = async (call) => {
  const changes = objectsAt(call.body(), 'table-changes').map((body) => parseChange(body));
  if (changes.length === 0) throw badRequest('The transaction names no table');
  await commitTables(call.context, { principal: call.principal, changes });
  return noContent();
};
