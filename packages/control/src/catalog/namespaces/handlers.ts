import { printPrincipal } from '../auth/principal';
import { badRequest, catalogError } from '../errors';
import { page } from '../http/paging';
import { json, noContent } from '../http/responses';
import type { Call, Handler } from '../http/types';
import { checkedNamespace, namespaceFromKey, namespaceFromText, namespaceKey } from '../identifiers';
import { asArray, asString, asStringMap } from '../json/json-object';
import { inTransaction, reading } from '../store/database';
import { deleteNamespace, insertNamespace, namespacesBelow, requireNamespace } from '../store/namespaces';

const namespaceOf = (call: Call) => namespaceFromText(call.params.namespace ?? '');

/** Direct children of `parent`, or the first levels; a level that only exists as part of deeper ones is listed too. */
export const listNamespaces: Handler = async ({ context, query }) => {
  const text = query.get('parent');
  const parent = text === null || text === '' ? [] : namespaceFromText(text);
  const names = await reading(async () => {
    const below = await namespacesBelow(context.pool, parent);
    if (below.length === 0 && parent.length > 0) await requireNamespace(context.pool, parent);
    return below;
  });
  const children = names.map((name) => namespaceKey(namespaceFromKey(name).slice(0, parent.length + 1)));
  const { entries, nextPageToken } = page([...new Set(children)], query);
  return json({ 'next-page-token': nextPageToken, namespaces: entries.map(namespaceFromKey) });
};

export const createNamespace: Handler = async ({ context, principal, body }) => {
  const request = body();
  const namespace = checkedNamespace(
    asArray(request.namespace, 'namespace').map((level) => asString(level, 'namespace')),
  );
  const properties = asStringMap(request.properties ?? {}, 'properties');
  await reading(() => insertNamespace(context.pool, namespace, properties, printPrincipal(principal)));
  return json({ namespace, properties });
};

export const loadNamespace: Handler = async (call) => {
  const namespace = namespaceOf(call);
  const row = await reading(() => requireNamespace(call.context.pool, namespace));
  return json({ namespace, properties: row.properties });
};

export const namespaceExists: Handler = async (call) => {
  await reading(() => requireNamespace(call.context.pool, namespaceOf(call)));
  return noContent();
};

export const dropNamespace: Handler = async (call) => {
  await reading(() => deleteNamespace(call.context.pool, namespaceOf(call)));
  return noContent();
};

export const updateNamespace: Handler = async (call) => {
  const namespace = namespaceOf(call);
  const request = call.body();
  const updates = asStringMap(request.updates ?? {}, 'updates');
  const removals = asArray(request.removals ?? [], 'removals').map((key) => asString(key, 'removals'));
  const both = removals.find((key) => key in updates);
  if (both !== undefined) {
    throw catalogError(
      422,
      'UnprocessableEntityException',
      `The property ${both} is both updated and removed`,
    );
  }
  if (removals.length + Object.keys(updates).length > 10_000)
    throw badRequest('Too many properties in one request');
  return inTransaction(call.context.pool, async (db) => {
    await db.query('SELECT 1 FROM catalog_namespaces WHERE name = $1 FOR UPDATE', [namespaceKey(namespace)]);
    const row = await requireNamespace(db, namespace);
    const kept = Object.entries(row.properties).filter(([key]) => !removals.includes(key));
    await db.query('UPDATE catalog_namespaces SET properties = $2 WHERE name = $1', [
      namespaceKey(namespace),
      JSON.stringify({ ...Object.fromEntries(kept), ...updates }),
    ]);
    const removed = removals.filter((key) => key in row.properties);
    const missing = removals.filter((key) => !(key in row.properties));
    return json({ updated: Object.keys(updates), removed, missing });
  });
};
