import { quoteFlinkIdentifierIfNeeded } from '@penstock/flink-sql';
import { fileText, type ProjectFiles, withFile } from '../project-files';
import { isPipelineKey } from '../resolve/names';
import { readRegistrations } from '../resolve/registrations';
import { findTransformer } from '../resolve/sql-source';
import { pipelinesUsing } from '../resolve/transformer';
import { pairOf, type YamlPair, YamlScalar } from '../yaml/tree';
import { removePair } from './collection';
import type { NewPipeline } from './edit';
import { setFields } from './entry-edits';
import { entryTextOf } from './entry-text';
import {
  addEntryText,
  addRegistration,
  newEntryText,
  removeRegistration,
  transformerNameFor,
} from './new-entry';
import { EditProblem } from './problem';
import { scalarYaml } from './scalar-text';
import { commit, currentMeaning, entryOf, openTopics } from './topics-edit';

export function checkNewKey(files: ProjectFiles, key: string): void {
  if (!isPipelineKey(key))
    throw new EditProblem(
      `"${key.slice(0, 60)}" cannot name a pipeline. Use letters, digits, "-", "_" and ".".`,
    );
  const taken = openTopics(files).topics.entries.some((pair) => pair.key.text === key);
  if (taken) throw new EditProblem(`There is a pipeline "${key}" already. Choose another name.`);
}

/** Adds an entry, and its transformer with its registration when that does not exist yet. */
export function addPipeline(files: ProjectFiles, pipeline: NewPipeline): ProjectFiles {
  checkNewKey(files, pipeline.key);
  const name = pipeline.transformation ?? transformerNameFor(files, pipeline.key);
  let result = addEntryText(files, newEntryText({ ...pipeline, transformation: name }));
  if (findTransformer(files, name, readRegistrations(files))) return result;
  const columns = pipeline.sourceColumns.map((column) => quoteFlinkIdentifierIfNeeded(column.name));
  const sql =
    pipeline.sql ?? `SELECT\n${columns.map((column) => `  ${column}`).join(',\n')}\nFROM {source_table}\n`;
  result = withFile(result, `transformations/${name}.sql`, sql);
  return addRegistration(result, name);
}

/** A copy with a transformer, table and consumer group of its own; it reads the same Kafka topic. */
export function duplicatePipeline(files: ProjectFiles, from: string, key: string): ProjectFiles {
  checkNewKey(files, key);
  const open = openTopics(files);
  const pair = entryOf(open, from);
  const body = entryTextOf(open.text, pair);
  const keyLength = pair.key.end - pair.key.start;
  let result = addEntryText(
    files,
    scalarYaml(key, pair.key.style, false, false) + body.slice(keyLength),
    from,
  );
  const suffix = key.replace(/[^A-Za-z0-9_]/g, '_');
  const fields: [string, string | null][] = [['topic', scalarOf(pair, 'topic') ?? from]];
  if (scalarOf(pair, 'kafka_group_id')) fields.push(['kafka_group_id', `penstock-${key}`]);
  if (pairOf(pairOf(pair.value, 'sink')?.value, 'table_name')) fields.push(['sink.table_name', suffix]);
  const transformation = scalarOf(pair, 'transformation');
  const transformer = transformation
    ? findTransformer(files, transformation, readRegistrations(files))
    : undefined;
  if (transformer?.language === 'sql') {
    const name = transformerNameFor(result, key);
    result = addRegistration(
      withFile(result, `transformations/${name}.sql`, fileText(files, transformer.path) ?? ''),
      name,
    );
    fields.push(['transformation', name]);
  }
  return setFields(result, key, fields);
}

/**
 * Gives the pipeline another key. What followed from the old key is written out (Kafka topic, consumer group), so that
 * it goes on reading what it read; samples, tests and other entries' `inputs` follow.
 */
export function renamePipeline(files: ProjectFiles, from: string, key: string): ProjectFiles {
  checkNewKey(files, key);
  const open = openTopics(files);
  const pair = entryOf(open, from);
  const expected = currentMeaning(open);
  expected.set(key, expected.get(from));
  expected.delete(from);
  let result = commit(
    open,
    [{ start: pair.key.start, end: pair.key.end, text: scalarYaml(key, pair.key.style, false, false) }],
    expected,
  );
  const fields: [string, string][] = [];
  if (!pairOf(pair.value, 'topic')) fields.push(['topic', from]);
  if (!pairOf(pair.value, 'kafka_group_id')) fields.push(['kafka_group_id', `penstock-${from}`]);
  result = setFields(result, key, fields);
  for (const other of openTopics(result).topics.entries) {
    const inputs = inputsOf(other);
    if (inputs.includes(from))
      result = setFields(result, other.key.text, [
        ['inputs', inputs.map((one) => (one === from ? key : one))],
      ]);
  }
  return moveFiles(result, from, key);
}

/** Removes the entry, its samples and tests, and its transformer's .sql when nothing else uses it. */
export function deletePipeline(files: ProjectFiles, key: string): ProjectFiles {
  const open = openTopics(files);
  const pair = open.topics.entries.find((one) => one.key.text === key);
  if (!pair) throw new EditProblem(`There is no pipeline "${key}".`);
  if (!open.topics.map)
    throw new EditProblem('config/topics.yaml is not valid YAML. Mend its text first.', pair.key);
  const expected = currentMeaning(open);
  expected.delete(key);
  const owner: YamlPair = { key: topicsKey(open.text), value: open.topics.map };
  let result = commit(open, removePair(open.text, owner, open.topics.map, pair), expected);
  const transformation = scalarOf(pair, 'transformation');
  if (transformation && pipelinesUsing(transformation, open).length === 1) {
    const path = `transformations/${transformation}.sql`;
    if (fileText(files, path) !== undefined)
      result = removeRegistration(withFile(result, path, null), transformation);
  }
  for (const path of pipelineFiles(result, key)) result = withFile(result, path, null);
  return result;
}

function topicsKey(text: string): YamlScalar {
  const at = /^\uFEFF?topics(?=\s*:)/m.exec(text);
  const start = at ? at.index + at[0].length - 'topics'.length : 0;
  return new YamlScalar('topics', 'plain', start, start + 'topics'.length);
}

function scalarOf(pair: YamlPair, key: string): string | undefined {
  const value = pairOf(pair.value, key)?.value;
  return value instanceof YamlScalar && !value.isNull ? value.text : undefined;
}

function inputsOf(pair: YamlPair): string[] {
  const value = pairOf(pair.value, 'inputs')?.value;
  if (value instanceof YamlScalar) return value.isNull ? [] : [value.text];
  return value?.kind === 'seq'
    ? value.items.flatMap((item) => (item.value instanceof YamlScalar ? [item.value.text] : []))
    : [];
}

function pipelineFiles(files: ProjectFiles, key: string): string[] {
  return Object.keys(files).filter(
    (path) => path.startsWith(`samples/${key}/`) || path === `tests/${key}.yaml`,
  );
}

function moveFiles(files: ProjectFiles, from: string, to: string): ProjectFiles {
  let result = files;
  for (const path of pipelineFiles(files, from)) {
    const target = path.startsWith('samples/')
      ? `samples/${to}/${path.slice(`samples/${from}/`.length)}`
      : `tests/${to}.yaml`;
    result = withFile(withFile(result, path, null), target, fileText(files, path) ?? '');
  }
  return result;
}
