import { z } from 'zod';
import type { FileDiagnostic, SourceFile } from '../diagnostics/file-diagnostic';
import { suggest } from '../diagnostics/suggest';
import type { YamlNode, YamlPair } from '../yaml/tree';

/**
 * Keys that no schema knows. One that resembles a known key is an error, since the author meant that key; any other
 * is a warning, since existing folders carry notes of their own and must go on working. `x-…` keys are always free.
 */
export function unknownKeys(
  schema: z.ZodType,
  node: YamlNode,
  source: SourceFile,
  pipeline?: string,
): FileDiagnostic[] {
  const found: FileDiagnostic[] = [];
  walk(schema, node, (pair, known, present) => {
    const hint = suggest(
      pair.key.text,
      known.filter((key) => !present.has(key)),
    );
    const { start, end } = pair.key;
    found.push(
      source.diagnostic({
        start,
        end,
        code: 'config_unknown_key',
        severity: hint ? 'error' : 'warning',
        message: hint
          ? `"${pair.key.text}" is not a known key. Did you mean "${hint}"?`
          : `"${pair.key.text}" is not used by Penstock. It is kept as it is.`,
        fixes: hint
          ? [{ title: `Rename to "${hint}"`, edits: [{ file: source.path, start, end, newText: hint }] }]
          : [],
        ...(pipeline === undefined ? {} : { pipeline }),
      }),
    );
  });
  return found;
}

type Report = (pair: YamlPair, known: string[], present: Set<string>) => void;

function walk(schema: z.core.$ZodType, node: YamlNode, report: Report): void {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodUnion) {
    for (const option of inner.options) if (fits(unwrap(option), node)) walk(option, node, report);
  } else if (inner instanceof z.ZodArray && node.kind === 'seq') {
    for (const item of node.items) walk(inner.element, item.value, report);
  } else if (inner instanceof z.ZodRecord && node.kind === 'map') {
    for (const pair of node.pairs) walk(inner.valueType, pair.value, report);
  } else if (inner instanceof z.ZodObject && node.kind === 'map') {
    const shape: Record<string, z.core.$ZodType> = inner.shape;
    const present = new Set(node.pairs.map((pair) => pair.key.text));
    for (const pair of node.pairs) {
      const known = Object.hasOwn(shape, pair.key.text) ? shape[pair.key.text] : undefined;
      if (known) walk(known, pair.value, report);
      else if (!pair.key.text.startsWith('x-')) report(pair, Object.keys(shape), present);
    }
  }
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional) return unwrap(schema.unwrap());
  if (schema instanceof z.ZodPipe)
    return unwrap(schema.in instanceof z.ZodTransform ? schema.out : schema.in);
  return schema;
}

function fits(schema: z.core.$ZodType, node: YamlNode): boolean {
  if (schema instanceof z.ZodArray) return node.kind === 'seq';
  if (schema instanceof z.ZodRecord || schema instanceof z.ZodObject) return node.kind === 'map';
  return false;
}
