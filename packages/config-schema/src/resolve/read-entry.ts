import { z } from 'zod';
import type { FileDiagnostic, SourceFile } from '../diagnostics/file-diagnostic';
import { schemaInput } from '../schema/check';
import { issueDiagnostics } from '../schema/issues';
import { type TopicEntry, topicEntrySchema } from '../schema/topics';
import { unknownKeys } from '../schema/unknown-keys';
import type { YamlNode } from '../yaml/tree';

/**
 * An entry's values key by key, so that one wrong value does not hide the rest from the screens. Keys with errors
 * are left out and reported.
 */
export function readEntry(
  node: YamlNode,
  source: SourceFile,
  pipeline: string,
  into: FileDiagnostic[],
): Partial<TopicEntry> {
  into.push(...unknownKeys(topicEntrySchema, node, source, pipeline));
  return readObject(topicEntrySchema, node, source, pipeline, into) as Partial<TopicEntry>;
}

function readObject(
  schema: z.ZodObject,
  node: YamlNode,
  source: SourceFile,
  pipeline: string,
  into: FileDiagnostic[],
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  if (node.kind !== 'map') {
    const result = schema.safeParse(schemaInput(node));
    if (!result.success) into.push(...issueDiagnostics(result.error.issues, node, source, pipeline));
    return values;
  }
  for (const pair of node.pairs) {
    const field: z.core.$ZodType | undefined = Object.hasOwn(schema.shape, pair.key.text)
      ? schema.shape[pair.key.text]
      : undefined;
    if (!field) continue;
    const inner = field instanceof z.ZodOptional ? field.unwrap() : field;
    if (inner instanceof z.ZodObject && pair.value.kind === 'map') {
      values[pair.key.text] = readObject(inner, pair.value, source, pipeline, into);
      continue;
    }
    const result = z.safeParse(field, schemaInput(pair.value));
    if (result.success) values[pair.key.text] = result.data;
    else {
      const wrapped = { ...node, pairs: [pair] };
      const issues = result.error.issues.map((issue) => ({ ...issue, path: [pair.key.text, ...issue.path] }));
      into.push(...issueDiagnostics(issues, wrapped, source, pipeline));
    }
  }
  return values;
}
