import type { z } from 'zod';
import type { FileDiagnostic, SourceFile } from '../diagnostics/file-diagnostic';
import type { YamlNode } from '../yaml/tree';
import { issueDiagnostics } from './issues';
import { unknownKeys } from './unknown-keys';

export type Checked<T> = { value: T | undefined; diagnostics: FileDiagnostic[] };

/** Checks a tree against a schema; every problem is placed at its node and carries the pipeline when given. */
export function check<S extends z.ZodType>(
  schema: S,
  node: YamlNode,
  source: SourceFile,
  pipeline?: string,
): Checked<z.infer<S>> {
  const diagnostics = unknownKeys(schema, node, source, pipeline);
  const result = schema.safeParse(schemaInput(node));
  if (result.success) return { value: result.data, diagnostics };
  diagnostics.push(...issueDiagnostics(result.error.issues, node, source, pipeline));
  return { value: undefined, diagnostics };
}

/** The tree as zod takes it: maps and lists as such, scalars still as `YamlScalar`, a null where one was written. */
export function schemaInput(node: YamlNode): unknown {
  if (node.kind === 'scalar') return node;
  if (node.kind === 'seq') return node.items.map((item) => schemaInput(item.value));
  const object: Record<string, unknown> = {};
  for (const pair of node.pairs) object[pair.key.text] = schemaInput(pair.value);
  return object;
}
