import { commitTables } from '../commit/commit-tables';
import { alreadyExists, commitFailed } from '../errors';
import { makeParent } from '../files/durable';
import type { Handler } from '../http/types';
import { checkedName, namespaceFromText, printTable } from '../identifiers';
import { stringAt } from '../json/json-object';
import { writeJson } from '../json/json-text';
import { buildMetadata } from '../metadata/build';
import { creationUpdates } from '../metadata/new-table';
import { reading } from '../store/database';
import { requireNamespace } from '../store/namespaces';
import { findTable } from '../store/tables';
import { tableResponse } from './handlers';

/** Creates a table, or with `stage-create` answers what it would be and stores nothing. */
export const createTable: Handler = async ({ context, principal, params, body }) => {
  const request = body();
  const namespace = namespaceFromText(params.namespace ?? '');
  const ident = { namespace, name: checkedName(stringAt(request, 'name'), 'table name') };
  await reading(async () => {
    await requireNamespace(context.pool, namespace);
    if ((await findTable(context.pool, ident)) !== null) {
      throw alreadyExists(`Table already exists: ${printTable(ident)}`);
    }
  });
  const asked = typeof request.location === 'string' ? request.location.replace(/(?<=.)\/+$/, '') : null;
  const updates = creationUpdates(request, asked ?? context.warehouse.newTableLocation(ident));
  if (request['stage-create'] === true) {
    const { metadata } = buildMetadata(null, updates, {
      nowMs: BigInt(Date.now()),
      checkLocation: (location) => void context.warehouse.checkedPath(location),
    });
    await makeParent(await context.warehouse.placeForNew(`${stringAt(metadata, 'location')}/metadata/-`));
    return tableResponse({ location: null, text: writeJson(metadata) });
  }
  const [file] = await commitTables(context, {
    principal,
    changes: [{ ident, requirements: [{ type: 'assert-create' }], updates }],
  });
  if (file === undefined) throw commitFailed('The table was not created; try again');
  return tableResponse(file);
};
