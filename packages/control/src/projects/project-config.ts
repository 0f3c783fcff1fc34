import { PenstockError } from '@penstock/common';
import {
  applyEdit,
  applyVersion,
  type EditResult,
  entryText,
  environmentNames,
  type FileDiagnostic,
  hasErrors,
  type MergeResult,
  type ProjectFiles,
  type ResolvedPipeline,
  type ResolvedProject,
  type ResolveOptions,
  resolve,
  threeWayMerge,
  type VersionDefinition,
  versionDefinition,
} from '@penstock/config-schema';

/** A pipeline of some files: what would run, and the authored definition that makes its version. */
export type PipelineReading = {
  key: string;
  resolved: ResolvedPipeline;
  definition: VersionDefinition;
  contentHash: string;
  sql: string | null;
  entry: string;
  /** Its own problems, and those of the project that forbid running anything. */
  diagnostics: FileDiagnostic[];
  valid: boolean;
};

export type ProjectReading = {
  project: ResolvedProject;
  pipelines: Map<string, PipelineReading>;
  diagnostics: FileDiagnostic[];
};

/** Everything Penstock knows of some files. An entry that stands twice counts once, as its first. */
export function readProject(files: ProjectFiles, options: ResolveOptions = {}): ProjectReading {
  const project = resolve(files, options);
  const pipelines = new Map<string, PipelineReading>();
  for (const resolved of project.pipelines) {
    const definition = pipelines.has(resolved.key) ? undefined : versionDefinition(files, resolved.key);
    if (!definition) continue;
    const own = project.diagnostics.filter(
      (one) => one.pipeline === resolved.key || (one.pipeline === undefined && one.severity === 'error'),
    );
    pipelines.set(resolved.key, {
      key: resolved.key,
      resolved,
      definition,
      contentHash: definition.contentHash,
      sql: resolved.transformer?.sql ?? definition.transformer?.sql ?? null,
      entry: definition.entry,
      diagnostics: own,
      valid: resolved.valid && !hasErrors(own),
    });
  }
  return { project, pipelines, diagnostics: project.diagnostics };
}

export type PipelineChange = { key: string; change: 'added' | 'changed' | 'deleted' };

/** Keys whose definition differs between two states of the files. */
export function changedPipelines(before: ProjectFiles, after: ProjectFiles): PipelineChange[] {
  const old = hashes(before);
  const now = hashes(after);
  const changes: PipelineChange[] = [];
  for (const [key, hash] of now) {
    const former = old.get(key);
    if (former === undefined) changes.push({ key, change: 'added' });
    else if (former !== hash) changes.push({ key, change: 'changed' });
  }
  for (const key of old.keys()) if (!now.has(key)) changes.push({ key, change: 'deleted' });
  return changes;
}

function hashes(files: ProjectFiles): Map<string, string> {
  return new Map([...readProject(files).pipelines].map(([key, reading]) => [key, reading.contentHash]));
}

/** Brings the changes from `base` to `mine` onto `theirs`, per entry and per file. Where both changed the same, `theirs` stands and a conflict is listed. */
export function mergeFiles(base: ProjectFiles, theirs: ProjectFiles, mine: ProjectFiles): MergeResult {
  return threeWayMerge(base, mine, theirs);
}

/**
 * `base` with only these pipelines as the draft has them: their entries and transformers, nothing else. A transformer that
 * several share changes for all of them, as it does in the draft. `renames` maps new keys to former ones.
 */
export function pickPipelines(
  base: ProjectFiles,
  draft: ProjectFiles,
  keys: readonly string[],
  renames: Readonly<Record<string, string>> = {},
): ProjectFiles {
  let files = base;
  for (const key of keys) {
    const former = Object.hasOwn(renames, key) ? renames[key] : undefined;
    if (former !== undefined && versionDefinition(files, former)) files = removePipeline(files, former);
    const definition = versionDefinition(draft, key);
    if (definition) files = edited(applyVersion(files, key, definition, { shared: 'all' }));
    else if (versionDefinition(files, key)) files = removePipeline(files, key);
  }
  return files;
}

/** One pipeline's entry as `from` has it. Where both have the pipeline, its transformer stays as it is in `files`. */
export function takeEntry(files: ProjectFiles, from: ProjectFiles, key: string): ProjectFiles {
  const wanted = entryText(from, key)?.text;
  if (wanted === undefined) return entryText(files, key) ? removePipeline(files, key) : files;
  if (!entryText(files, key)) return pickPipelines(files, from, [key]);
  return edited(applyEdit(files, { kind: 'setEntryText', pipeline: key, text: wanted }));
}

/** The draft with one pipeline as the base has it. */
export function revertPipeline(base: ProjectFiles, draft: ProjectFiles, key: string): ProjectFiles {
  return pickPipelines(draft, base, [key]);
}

/** Puts a version's definition back, for this pipeline alone; `key` is the pipeline's present key, null when its entry is gone. */
export function restoreVersion(
  files: ProjectFiles,
  key: string | null,
  definition: VersionDefinition,
): ProjectFiles {
  return edited(applyVersion(files, key ?? definition.key, definition));
}

/** The files without the pipeline: its entry, and its samples, tests and transformer when nothing else uses them. */
export function removePipeline(files: ProjectFiles, key: string): ProjectFiles {
  return edited(applyEdit(files, { kind: 'deletePipeline', pipeline: key }));
}

function edited(result: EditResult): ProjectFiles {
  if (result.ok) return result.files;
  throw new PenstockError(
    'refused',
    result.diagnostics[0]?.message ?? 'The project files cannot be edited. Mend config/topics.yaml first.',
    { details: { diagnostics: result.diagnostics } },
  );
}

export { environmentNames };
