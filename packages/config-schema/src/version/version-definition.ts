import { fileText, type ProjectFiles } from '../project-files';
import { readTopics } from '../resolve/read-topics';
import { readRegistrations } from '../resolve/registrations';
import { findTransformer, readSqlSource } from '../resolve/sql-source';
import { pairOf, type YamlPair, YamlScalar } from '../yaml/tree';
import { type Canonical, canonicalEntry, canonicalJson } from './canonical';
import { sha256Hex } from './content-hash';
import { selfContainedText } from './self-contained';

/**
 * The authored definition of one pipeline, complete enough to put it back. JSON-safe. Equal `contentHash` means the
 * same version.
 */
export type VersionDefinition = {
  format: 1;
  key: string;
  contentHash: string;
  /** The entry as written, from its key on, without the indentation it had under `topics:`. */
  entry: string;
  transformer: {
    name: string;
    file: string;
    language: 'sql' | 'python';
    /** The whole file. */
    text: string;
    /** The query; null when a Python file could not be read. */
    sql: string | null;
    /** Its entry in config/transformations.yaml, without indentation; null when it has none. */
    registration: string | null;
  } | null;
};

/**
 * The definition of the pipeline with this key; undefined when there is no such entry.
 *
 * The hash covers what the entry says (see `canonicalEntry`; `topic` is filled in, so that renaming a pipeline with
 * its Kafka topic written out is no new version) and the exact text of the query. Not covered: comments and layout,
 * the names of transformer, class and module (a copy of a shared transformer runs the same), defaults, values of
 * variables, samples and tests.
 */
export function versionDefinition(files: ProjectFiles, key: string): VersionDefinition | undefined {
  const topics = readTopics(files);
  const pair = topics.entries.find((one) => one.key.text === key);
  if (!pair) return undefined;
  const transformer = transformerOf(files, pair);
  const contentHash = sha256Hex(
    canonicalJson({
      format: '1',
      entry: meaning(pair, key, transformer !== null),
      sql: transformer ? (transformer.sql ?? transformer.text) : null,
    }),
  );
  return { format: 1, key, contentHash, entry: selfContainedText(topics.source.text, pair), transformer };
}

/** What is hashed of the entry: `topic` filled in, the transformer's name left out where its SQL is known. */
function meaning(pair: YamlPair, key: string, hasSql: boolean): Canonical {
  const entry = canonicalEntry(pair.value);
  if (entry === null || typeof entry !== 'object' || Array.isArray(entry)) return entry;
  const said: { [key: string]: Canonical } = { ...entry, topic: entry.topic ?? key };
  if (hasSql) delete said.transformation;
  return said;
}

function transformerOf(files: ProjectFiles, pair: YamlPair): VersionDefinition['transformer'] {
  const named = pairOf(pair.value, 'transformation')?.value;
  if (!(named instanceof YamlScalar) || named.isNull) return null;
  const registrations = readRegistrations(files);
  const found = findTransformer(files, named.text, registrations);
  if (!found) return null;
  const registered = registrations.byName.get(named.text)?.pair;
  return {
    name: named.text,
    file: found.path,
    language: found.language,
    text: fileText(files, found.path) ?? '',
    sql: readSqlSource(files, named.text, registrations).source?.sql ?? null,
    registration: registered ? selfContainedText(registrations.source.text, registered) : null,
  };
}
