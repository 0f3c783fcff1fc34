import {
  fileText,
  isFileSafeName,
  type ProjectFiles,
  topicsPath,
  transformationsPath,
  withFile,
} from '../project-files';
import { readRegistrations } from '../resolve/registrations';
import { parseYaml } from '../yaml/parse-yaml';
import { pairOf, type YamlMap, YamlScalar } from '../yaml/tree';
import { removePair } from './collection';
import type { ColumnText, NewPipeline } from './edit';
import { indented } from './entry-text';
import { pairLines } from './extent';
import { EditProblem } from './problem';
import { scalarYaml } from './scalar-text';
import { eolOf, lineStart, splice } from './splices';

/** A new entry in the form of existing projects, without indentation. */
export function newEntryText(pipeline: NewPipeline & { transformation: string }): string {
  const text = (value: string) => scalarYaml(value, 'plain', false, false);
  const columns = (list: readonly ColumnText[], indent: string) =>
    list.flatMap((column) => [
      `${indent}- name: ${text(column.name)}`,
      `${indent}  type: ${text(column.type)}`,
    ]);
  return [
    `${text(pipeline.key)}:`,
    '  enabled: true',
    ...(pipeline.topic !== undefined && pipeline.topic !== pipeline.key
      ? [`  topic: ${text(pipeline.topic)}`]
      : []),
    `  kafka_group_id: ${text(pipeline.groupId ?? `penstock-${pipeline.key}`)}`,
    `  scan_mode: ${text(pipeline.scanMode ?? 'earliest-offset')}`,
    '  format: json',
    '  source_schema:',
    ...columns(pipeline.sourceColumns, '    '),
    '  sink:',
    `    table_name: ${text(pipeline.table)}`,
    '    schema:',
    ...columns(pipeline.sinkColumns ?? pipeline.sourceColumns, '      '),
    `  transformation: ${text(pipeline.transformation)}`,
  ].join('\n');
}

/** Adds an entry's text to config/topics.yaml: after the entry `after`, else as the last one. Makes the file when missing. */
export function addEntryText(files: ProjectFiles, entry: string, after?: string): ProjectFiles {
  return addToMap(files, topicsPath, 'topics', entry, after, true);
}

/** Lists a transformer in config/transformations.yaml, unless it is there. */
export function addRegistration(files: ProjectFiles, name: string, written?: string): ProjectFiles {
  if (readRegistrations(files).byName.has(name)) return files;
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const className = `${words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join('')}Transformer`;
  const entry =
    written ??
    `${scalarYaml(name, 'plain', false, false)}:\n  class: ${className}\n  module: transformations.${name}`;
  return addToMap(files, transformationsPath, 'transformations', entry, undefined, false);
}

export function removeRegistration(files: ProjectFiles, name: string): ProjectFiles {
  const { map, byName, source } = readRegistrations(files);
  const pair = byName.get(name)?.pair;
  const owner = pairOf(parseYaml(transformationsPath, source.text).root, 'transformations');
  if (!map || !pair || !owner || pair.merged) return files;
  return withFile(files, transformationsPath, splice(source.text, removePair(source.text, owner, map, pair)));
}

/** A file-safe name that no transformer has, made from a pipeline's key. */
export function transformerNameFor(files: ProjectFiles, key: string): string {
  const base = key
    .replace(/[^A-Za-z0-9_]/g, '_')
    .replace(/^[^A-Za-z_]/, '_$&')
    .slice(0, 100);
  const isTaken = (name: string) =>
    fileText(files, `transformations/${name}.sql`) !== undefined ||
    fileText(files, `transformations/${name}.py`) !== undefined ||
    readRegistrations(files).byName.has(name);
  if (!isFileSafeName(base)) throw new EditProblem('This name cannot be used for a transformer.');
  let name = base;
  for (let i = 2; isTaken(name); i++) name = `${base}_${i}`;
  return name;
}

function addToMap(
  files: ProjectFiles,
  path: string,
  root: string,
  entry: string,
  after: string | undefined,
  spaced: boolean,
): ProjectFiles {
  const text = fileText(files, path) ?? '';
  const eol = eolOf(text);
  const file = parseYaml(path, text);
  const owner = pairOf(file.root, root);
  const cannot = () =>
    new EditProblem(
      `${path} is written in a way that entries cannot be added to from here. Add the entry in its text.`,
    );
  if (file.diagnostics.some((one) => one.severity === 'error' && one.code === 'yaml_syntax'))
    throw new EditProblem(`${path} is not valid YAML. Mend its text first.`, file.diagnostics[0]);
  if (!owner) {
    const isEmpty =
      file.root === undefined ||
      (file.root instanceof YamlScalar && file.root.isNull) ||
      (file.root.kind === 'map' && !file.root.flow);
    if (!isEmpty) throw cannot();
    const lead = text === '' || text.endsWith('\n') ? '' : eol;
    return withFile(files, path, `${text}${lead}${root}:${eol}${indented(entry, 2, eol)}${eol}`);
  }
  if (owner.value instanceof YamlScalar || (owner.value.kind === 'map' && owner.value.pairs.length === 0)) {
    const isEmpty = owner.value.kind === 'map' || owner.value.isNull;
    const colon = text.indexOf(':', owner.key.end) + 1;
    if (!isEmpty || owner.alias) throw cannot();
    const end = Math.max(colon, owner.value.end);
    return withFile(
      files,
      path,
      splice(text, [{ start: colon, end, text: `${eol}${indented(entry, 2, eol)}` }]),
    );
  }
  if (owner.value.kind !== 'map' || owner.value.flow || owner.alias) throw cannot();
  return withFile(files, path, insertAfter(text, owner.value, entry, after, eol, spaced));
}

function insertAfter(
  text: string,
  map: YamlMap,
  entry: string,
  after: string | undefined,
  eol: string,
  spaced: boolean,
): string {
  const own = map.pairs.filter((pair) => !pair.merged);
  const previous = own.find((pair) => pair.key.text === after) ?? own.at(-1);
  if (!previous)
    throw new EditProblem(
      'The entries of this file cannot be added to from here. Add the entry in its text.',
    );
  const indent = previous.key.start - lineStart(text, previous.key.start);
  const at = pairLines(text, previous).end;
  const isOpen = at > 0 && text[at - 1] !== '\n';
  const body = (spaced ? eol : '') + indented(entry, indent, eol) + eol;
  return splice(text, [{ start: at, end: at, text: isOpen ? eol + body : body }]);
}
