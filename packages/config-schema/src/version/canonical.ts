import { authoredColumns } from '../resolve/columns';
import { type YamlNode, YamlScalar } from '../yaml/tree';

/** JSON-like value whose scalars are text: `1` and `"1"` differ only where YAML makes them differ. */
export type Canonical = string | null | Canonical[] | { [key: string]: Canonical };

/**
 * What an entry says, without how it is written: no comments, spacing, quoting, key order, aliases, and one form for
 * column lists. Order stays where it means something (columns, lists).
 */
export function canonicalEntry(node: YamlNode): Canonical {
  const value = canonical(node);
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const source = columnsOf(node, ['source_schema']);
  const sink = columnsOf(node, ['sink', 'schema']);
  if (source) value.source_schema = source;
  if (sink && value.sink !== null && typeof value.sink === 'object' && !Array.isArray(value.sink))
    value.sink.schema = sink;
  return value;
}

export function canonical(node: YamlNode): Canonical {
  if (node instanceof YamlScalar) return node.isNull ? null : node.text;
  if (node.kind === 'seq') return node.items.map((item) => canonical(item.value));
  const object: { [key: string]: Canonical } = {};
  for (const pair of node.pairs) object[pair.key.text] = canonical(pair.value);
  return object;
}

function columnsOf(node: YamlNode, path: string[]): Canonical[] | undefined {
  let at: YamlNode | undefined = node;
  for (const key of path)
    at = at?.kind === 'map' ? at.pairs.find((pair) => pair.key.text === key)?.value : undefined;
  if (!at || at.kind === 'scalar') return undefined;
  const columns = authoredColumns(at);
  const isPlain = columns.every(({ name, type }) => name && type);
  return isPlain ? columns.map(({ name, type }) => [name?.text ?? '', type?.text ?? '']) : undefined;
}

/** JSON text with sorted keys: equal values give equal text. */
export function canonicalJson(value: Canonical): string {
  if (value === null || typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`).join(',')}}`;
}
