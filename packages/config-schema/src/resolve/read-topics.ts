import { type FileDiagnostic, hasErrors, type SourceFile } from '../diagnostics/file-diagnostic';
import { fileText, type ProjectFiles, topicsPath } from '../project-files';
import { parsePart, parseYaml, type YamlFile } from '../yaml/parse-yaml';
import { pairOf, type YamlMap, type YamlPair } from '../yaml/tree';
import { entrySlices } from './entry-slices';

/** config/topics.yaml with its entries in the order of the file. */
export type TopicsFile = {
  source: SourceFile;
  /** The map under `topics:`; absent when there is none or the file has syntax errors. */
  map: YamlMap | undefined;
  entries: YamlPair[];
  /** All problems of the YAML itself; those inside an entry carry its key as `pipeline`. */
  diagnostics: FileDiagnostic[];
};

/**
 * Reads the entries. A syntax error costs only the entry it stands in: the others are cut out by their indentation
 * and read alone.
 */
export function readTopics(files: ProjectFiles): TopicsFile {
  const file = parseYaml(topicsPath, fileText(files, topicsPath) ?? '');
  const { source } = file;
  if (file.diagnostics.some((diagnostic) => diagnostic.code === 'yaml_syntax')) return recover(file);
  const pair = pairOf(file.root, 'topics');
  const diagnostics = [...file.diagnostics];
  if (pair?.value.kind === 'map') {
    const entries = pair.value.pairs;
    return {
      source,
      map: pair.value,
      entries,
      diagnostics: diagnostics.map((one) => attribute(one, entries)),
    };
  }
  if (fileText(files, topicsPath) === undefined) {
    diagnostics.push(
      source.diagnostic({
        start: 0,
        end: 0,
        code: 'topics_missing',
        severity: 'warning',
        message: 'The project has no config/topics.yaml yet. Add a pipeline to create it.',
      }),
    );
  } else if (!hasErrors(diagnostics) && !(pair && isEmpty(pair))) {
    const place = pair?.key ?? { start: 0, end: Math.min(1, source.text.length) };
    diagnostics.push(
      source.diagnostic({
        start: place.start,
        end: place.end,
        code: 'topics_missing',
        message: 'Pipelines stand under the key "topics:" as "key:" with their settings indented below it.',
      }),
    );
  }
  return { source, map: undefined, entries: [], diagnostics };
}

function isEmpty(pair: YamlPair): boolean {
  return pair.value.kind === 'scalar' && pair.value.isNull;
}

function recover(file: YamlFile): TopicsFile {
  const { source } = file;
  const entries: YamlPair[] = [];
  const diagnostics: FileDiagnostic[] = [];
  for (const slice of entrySlices(source.text)) {
    const part = parsePart(source, slice.start, slice.end);
    const pair = part.root?.kind === 'map' ? part.root.pairs[0] : undefined;
    if (pair) entries.push(pair);
    diagnostics.push(...part.diagnostics.map((one) => ({ ...one, pipeline: pair?.key.text ?? slice.key })));
  }
  const found = new Set(diagnostics.map((one) => one.start));
  const outside = file.diagnostics.filter(
    (one) => entries.length === 0 || (!found.has(one.start) && !entries.some((pair) => covers(pair, one))),
  );
  return { source, map: undefined, entries, diagnostics: [...outside, ...diagnostics] };
}

function attribute(diagnostic: FileDiagnostic, entries: readonly YamlPair[]): FileDiagnostic {
  const owner = entries.find((pair) => covers(pair, diagnostic));
  return owner ? { ...diagnostic, pipeline: owner.key.text } : diagnostic;
}

function covers(pair: YamlPair, place: { start: number }): boolean {
  const end = pair.alias ? pair.alias.end : pair.value.end;
  return pair.key.start <= place.start && place.start <= Math.max(end, pair.key.end);
}
