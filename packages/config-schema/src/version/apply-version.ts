import { SourceFile } from '../diagnostics/file-diagnostic';
import type { EditResult } from '../edit/edit';
import { setFields } from '../edit/entry-edits';
import { setEntryText } from '../edit/entry-text-edit';
import { addEntryText, addRegistration, transformerNameFor } from '../edit/new-entry';
import { EditProblem } from '../edit/problem';
import { scalarYaml } from '../edit/scalar-text';
import { fileText, type ProjectFiles, topicsPath, withFile } from '../project-files';
import { PythonProblem } from '../python/problem';
import { readTopics } from '../resolve/read-topics';
import { readRegistrations } from '../resolve/registrations';
import { readSqlSource, withSql } from '../resolve/sql-source';
import { pipelinesUsing } from '../resolve/transformer';
import { parseYaml } from '../yaml/parse-yaml';
import { pairOf } from '../yaml/tree';
import { type VersionDefinition, versionDefinition } from './version-definition';

export type ApplyVersionOptions = {
  /** When other pipelines use the transformer too: give this one a copy (default), or change it for all. */
  shared?: 'copy' | 'all';
};

/**
 * Puts an old definition of a pipeline back into the current files: its entry and its transformer, nothing else. The
 * result has the definition's content hash under the key given (also when the pipeline was renamed or deleted since).
 */
export function applyVersion(
  files: ProjectFiles,
  key: string,
  definition: VersionDefinition,
  options: ApplyVersionOptions = {},
): EditResult {
  if (versionDefinition(files, key)?.contentHash === definition.contentHash) return { ok: true, files };
  try {
    const { files: withTransformer, name } = putTransformer(files, key, definition, options.shared ?? 'copy');
    const result = putEntry(withTransformer, key, definition, name);
    if (versionDefinition(result, key)?.contentHash !== definition.contentHash) {
      throw new EditProblem(
        'This version cannot be put back exactly, because the files are written in another way now. Open the version and copy what you need.',
      );
    }
    return { ok: true, files: result };
  } catch (error) {
    if (!(error instanceof EditProblem) && !(error instanceof PythonProblem)) throw error;
    const source = new SourceFile(topicsPath, fileText(files, topicsPath) ?? '');
    return {
      ok: false,
      diagnostics: [
        source.diagnostic({ start: 0, end: 0, code: 'edit_refused', message: error.message, pipeline: key }),
      ],
    };
  }
}

function putEntry(
  files: ProjectFiles,
  key: string,
  definition: VersionDefinition,
  transformer: string | undefined,
): ProjectFiles {
  const alone = parseYaml(topicsPath, definition.entry).root;
  const pair = alone?.kind === 'map' ? alone.pairs[0] : undefined;
  if (!pair) throw new EditProblem('This version holds no entry that can be read.');
  const written =
    definition.key === key
      ? definition.entry
      : scalarYaml(key, 'plain', false, false) + definition.entry.slice(pair.key.end);
  const exists = readTopics(files).entries.some((one) => one.key.text === key);
  let result = exists ? setEntryText(files, key, written) : addEntryText(files, written);
  if (definition.key !== key && !pairOf(pair.value, 'topic'))
    result = setFields(result, key, [['topic', definition.key]]);
  if (transformer !== undefined && transformer !== definition.transformer?.name)
    result = setFields(result, key, [['transformation', transformer]]);
  return result;
}

/** Makes a transformer hold the version's SQL; answers under which name. */
function putTransformer(
  files: ProjectFiles,
  key: string,
  definition: VersionDefinition,
  shared: 'copy' | 'all',
): { files: ProjectFiles; name: string | undefined } {
  const old = definition.transformer;
  if (!old) return { files, name: undefined };
  const current = readSqlSource(files, old.name, readRegistrations(files));
  const register = (changed: ProjectFiles) =>
    addRegistration(changed, old.name, old.registration ?? undefined);
  if (!current.file) return { files: register(withFile(files, old.file, old.text)), name: old.name };
  if (current.source && current.source.sql === old.sql) return { files, name: old.name };
  const others = pipelinesUsing(old.name, { topics: readTopics(files) }).filter((one) => one !== key);
  if (others.length > 0 && shared === 'copy' && old.sql !== null) {
    const name = transformerNameFor(files, key);
    return { files: addRegistration(withFile(files, `transformations/${name}.sql`, old.sql), name), name };
  }
  if (current.source && old.sql !== null)
    return { files: withFile(files, current.file, withSql(current.source, old.sql)), name: old.name };
  return { files: withFile(files, old.file, old.text), name: old.name };
}
