import type { Canonical } from '../version/canonical';
import type { ColumnSide, ColumnText } from './edit';

export type CanonicalMap = { [key: string]: Canonical };

/** A copy with the value at `path` set; null removes it, and a map that becomes empty with it. */
export function withValue(
  entry: Canonical,
  path: readonly string[],
  value: Canonical | undefined,
): Canonical {
  const [key, ...rest] = path;
  const map: CanonicalMap = isMap(entry) ? { ...entry } : {};
  if (key === undefined) return map;
  if (rest.length > 0) {
    if (value === undefined && !isMap(map[key] ?? null)) return map;
    const inner = withValue(map[key] ?? null, rest, value);
    if (value === undefined && isMap(inner) && Object.keys(inner).length === 0) delete map[key];
    else map[key] = inner;
  } else if (value === undefined) delete map[key];
  else map[key] = value;
  return map;
}

/** A copy with its columns changed; undefined when they have no plain form to start from. */
export function withColumns(
  entry: Canonical,
  side: ColumnSide,
  change: (columns: ColumnText[]) => ColumnText[],
): Canonical | undefined {
  const path = side === 'source' ? ['source_schema'] : ['sink', 'schema'];
  let at: Canonical = entry;
  for (const key of path) at = isMap(at) ? (at[key] ?? null) : null;
  if (isMap(at) && Object.keys(at).length === 0) at = [];
  const columns = at === null ? [] : columnsOf(at);
  if (!columns) return undefined;
  return withValue(
    entry,
    path,
    change(columns).map((column) => [column.name, column.type]),
  );
}

function columnsOf(value: Canonical): ColumnText[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const columns: ColumnText[] = [];
  for (const one of value) {
    if (!Array.isArray(one) || typeof one[0] !== 'string' || typeof one[1] !== 'string') return undefined;
    columns.push({ name: one[0], type: one[1] });
  }
  return columns;
}

export function isMap(value: Canonical): value is CanonicalMap {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
