import { closest } from '../../diagnostics/did-you-mean';
import { quoteFlinkIdentifier } from '../../lexer/identifiers';
import type { TableName } from '../../tree/expression';
import type { QueryContext } from '../query/query-context';
import type { Rowset } from '../query/rowset';
import type { TableSchema } from '../schema';

/** A table of WITH; it hides a declared one of the same name. */
export function findCommonTable(context: QueryContext, name: TableName): Rowset | null {
  const [only] = name.parts;
  if (!only || name.placeholder || name.parts.length > 1) return null;
  return context.commonTables.get(only.name) ?? null;
}

/** `{source_table}` is the source; other names are the pipeline's inputs. */
export function findTable(context: QueryContext, name: TableName): TableSchema | null {
  const { options, diagnostics } = context;
  const last = name.parts[name.parts.length - 1];
  if (!last) return null;
  if (name.placeholder) {
    if (last.name === 'source_table') return options.source;
    diagnostics.error(
      'unknown_table',
      name,
      `{${last.name}} stands for nothing here. Write {source_table}.`,
      [
        {
          title: 'Write {source_table}',
          edits: [{ range: { start: name.start, end: name.end }, newText: '{source_table}' }],
        },
      ],
    );
    return null;
  }
  const inputs = options.inputs ?? {};
  if (Object.hasOwn(inputs, last.name)) return inputs[last.name] ?? null;
  if (last.name === options.source.name) return options.source;
  reportUnknown(context, name, last.name, [...Object.keys(inputs), ...context.commonTables.keys()]);
  return null;
}

function reportUnknown(
  context: QueryContext,
  name: TableName,
  written: string,
  inputs: readonly string[],
): void {
  const range = { start: name.start, end: name.end };
  const guess = closest(written, inputs);
  const fixes = [{ title: 'Write {source_table}', edits: [{ range, newText: '{source_table}' }] }];
  if (guess !== null) {
    const quoted = quoteFlinkIdentifier(guess);
    fixes.unshift({ title: `Change to ${guess}`, edits: [{ range, newText: quoted }] });
  }
  const hint =
    guess === null
      ? 'The source is written {source_table}; other pipelines must be named in inputs.'
      : `Did you mean ${guess}?`;
  context.diagnostics.error('unknown_table', name, `There is no table ${written}. ${hint}`, fixes);
}
