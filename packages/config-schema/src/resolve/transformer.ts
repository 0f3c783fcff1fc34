import type { FileDiagnostic, Range } from '../diagnostics/file-diagnostic';
import { suggest } from '../diagnostics/suggest';
import { isFileSafeName } from '../project-files';
import { pairOf, type YamlNode, YamlScalar } from '../yaml/tree';
import type { Report } from './report';
import type { Context } from './resolve-pipeline';
import type { ResolvedTransformer } from './resolved';
import { readSqlSource, type SqlSource } from './sql-source';

type Result = { transformer: ResolvedTransformer | null; sqlSource: SqlSource | undefined };

/** The transformer an entry names. Every entry has to name one: a copy of all columns is `SELECT * FROM {source_table}`. */
export function resolveTransformer(
  name: string | undefined,
  node: YamlNode,
  key: Range,
  pipeline: string,
  context: Context,
  report: Report,
  diagnostics: FileDiagnostic[],
): Result {
  const pair = pairOf(node, 'transformation');
  if (name === undefined) {
    if (node.kind === 'map' && !pair)
      report(
        key,
        'config_missing',
        '"transformation" is missing: the name of a transformer in transformations/, whose SQL makes the rows of the table.',
      );
    return { transformer: null, sqlSource: undefined };
  }
  const place: Range = pair?.value ?? key;
  const { source, problem, file } = readSqlSource(context.files, name, context.registrations);
  if (problem) diagnostics.push({ ...problem, pipeline });
  if (!file) reportMissing(name, place, context, report);
  else if (context.registrations.exists && !context.registrations.byName.has(name)) {
    report(
      place,
      'transformer_not_registered',
      `"${name}" is not listed in config/transformations.yaml. It runs here, but the PyFlink job would not find it.`,
      [],
      'warning',
    );
  }
  if (!source) return { transformer: null, sqlSource: undefined };
  const transformer: ResolvedTransformer = {
    name,
    file: source.file,
    language: source.language,
    sql: source.sql,
    sqlRange: source.range,
    sharedWith: pipelinesUsing(name, context).filter((other) => other !== pipeline),
  };
  return { transformer, sqlSource: source };
}

function reportMissing(name: string, place: Range, context: Context, report: Report): void {
  if (!isFileSafeName(name)) {
    report(
      place,
      'transformer_missing',
      `"${name.slice(0, 60)}" cannot name a transformer. Use letters, digits, "_" and "-".`,
    );
    return;
  }
  const hint = suggest(name, transformerNames(context));
  const fixes = hint
    ? [{ title: `Change to "${hint}"`, start: place.start, end: place.end, newText: hint }]
    : [];
  report(
    place,
    'transformer_missing',
    `There is no transformations/${name}.sql or .py.${hint ? ` Did you mean "${hint}"?` : ' Add the file, or name another transformer.'}`,
    fixes,
  );
}

function transformerNames(context: Context): string[] {
  const files = Object.keys(context.files).map(
    (path) => /^transformations\/([^/]+)\.(?:sql|py)$/.exec(path)?.[1],
  );
  return [
    ...new Set([
      ...files.filter((one) => one !== undefined && one !== '__init__'),
      ...context.registrations.byName.keys(),
    ]),
  ] as string[];
}

/** Keys of the entries that name this transformer, variables not put in. */
export function pipelinesUsing(name: string, context: Pick<Context, 'topics'>): string[] {
  return context.topics.entries
    .filter((pair) => {
      const value = pairOf(pair.value, 'transformation')?.value;
      return value instanceof YamlScalar && value.text === name;
    })
    .map((pair) => pair.key.text);
}
