import { alreadyExists, catalogError, noSuchNamespace } from '../errors';
import { levelSeparator, type Namespace, namespaceKey, printNamespace } from '../identifiers';
import { type Queryable, sqlStateOf } from './database';

export type NamespaceRow = { name: string; properties: Record<string, string> };

export async function findNamespace(db: Queryable, namespace: Namespace): Promise<NamespaceRow | null> {
  const result = await db.query<NamespaceRow>(
    'SELECT name, properties FROM catalog_namespaces WHERE name = $1',
    [namespaceKey(namespace)],
  );
  return result.rows[0] ?? null;
}

export async function requireNamespace(db: Queryable, namespace: Namespace): Promise<NamespaceRow> {
  const row = await findNamespace(db, namespace);
  if (row === null) throw noSuchNamespace(printNamespace(namespace));
  return row;
}

/** Names at or below a parent (all of them when it is empty), in order. */
export async function namespacesBelow(db: Queryable, parent: readonly string[]): Promise<string[]> {
  const prefix = parent.length === 0 ? '' : `${namespaceKey(parent)}${levelSeparator}`;
  const result = await db.query<{ name: string }>(
    'SELECT name FROM catalog_namespaces WHERE starts_with(name, $1) ORDER BY name',
    [prefix],
  );
  return result.rows.map((row) => row.name);
}

export async function insertNamespace(
  db: Queryable,
  namespace: Namespace,
  properties: Record<string, string>,
  createdBy: string,
): Promise<void> {
  const result = await db.query(
    'INSERT INTO catalog_namespaces (name, properties, created_by) VALUES ($1, $2, $3) ON CONFLICT (name) DO NOTHING',
    [namespaceKey(namespace), JSON.stringify(properties), createdBy],
  );
  if (result.rowCount === 0) throw alreadyExists(`Namespace already exists: ${printNamespace(namespace)}`);
}

export async function deleteNamespace(db: Queryable, namespace: Namespace): Promise<void> {
  const notEmpty = () =>
    catalogError(409, 'NamespaceNotEmptyException', `Namespace is not empty: ${printNamespace(namespace)}`);
  if ((await namespacesBelow(db, namespace)).length > 0) throw notEmpty();
  const deleted = await db
    .query('DELETE FROM catalog_namespaces WHERE name = $1', [namespaceKey(namespace)])
    .catch((error: unknown) => {
      const state = sqlStateOf(error);
      throw state === '23001' || state === '23503' ? notEmpty() : error;
    });
  if (deleted.rowCount === 0) throw noSuchNamespace(printNamespace(namespace));
}
