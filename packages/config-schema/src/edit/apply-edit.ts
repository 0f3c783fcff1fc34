import { type FileDiagnostic, SourceFile } from '../diagnostics/file-diagnostic';
import { fileText, type ProjectFiles, topicsPath, withFile } from '../project-files';
import { PythonProblem } from '../python/problem';
import { readRegistrations } from '../resolve/registrations';
import { findTransformer, readSqlSource, withSql } from '../resolve/sql-source';
import { pairOf, YamlScalar } from '../yaml/tree';
import type { EditResult, ProjectEdit } from './edit';
import { editColumns, setFields } from './entry-edits';
import { setEntryText } from './entry-text-edit';
import { addPipeline, deletePipeline, duplicatePipeline, renamePipeline } from './pipeline-edits';
import { EditProblem } from './problem';
import { type Splice, splice } from './splices';
import { openTopics } from './topics-edit';
import type { FieldValue } from './value-yaml';

/**
 * Carries out one edit by the smallest change of text that does it. Comments, order, quoting and every file that is
 * not concerned stay byte for byte. When the edit cannot be made, nothing changes and the diagnostics say why.
 */
export function applyEdit(files: ProjectFiles, edit: ProjectEdit): EditResult {
  try {
    return { ok: true, files: carryOut(files, edit) };
  } catch (error) {
    if (error instanceof EditProblem)
      return {
        ok: false,
        diagnostics: [editDiagnostic(files, topicsPath, error.message, error.place, edit)],
      };
    if (error instanceof PythonProblem) {
      const file = 'pipeline' in edit ? (transformerPath(files, edit.pipeline) ?? topicsPath) : topicsPath;
      return { ok: false, diagnostics: [editDiagnostic(files, file, error.message, error, edit)] };
    }
    throw error;
  }
}

function editDiagnostic(
  files: ProjectFiles,
  file: string,
  message: string,
  place: { start: number; end: number } | undefined,
  edit: ProjectEdit,
): FileDiagnostic {
  const source = new SourceFile(file, fileText(files, file) ?? '');
  const pipeline = 'pipeline' in edit ? edit.pipeline : edit.key;
  return source.diagnostic({
    start: place?.start ?? 0,
    end: place?.end ?? 0,
    code: 'edit_refused',
    message,
    pipeline,
  });
}

function carryOut(files: ProjectFiles, edit: ProjectEdit): ProjectFiles {
  switch (edit.kind) {
    case 'setSql':
      return setSql(files, edit.pipeline, edit.sql);
    case 'setField':
      return setFields(files, edit.pipeline, [[edit.path, edit.value]]);
    case 'declareEventTime':
      return declareEventTime(files, edit);
    case 'addPipeline':
      return addPipeline(files, edit);
    case 'duplicatePipeline':
      return duplicatePipeline(files, edit.pipeline, edit.key);
    case 'renamePipeline':
      return renamePipeline(files, edit.pipeline, edit.key);
    case 'deletePipeline':
      return deletePipeline(files, edit.pipeline);
    case 'setEntryText':
      return setEntryText(files, edit.pipeline, edit.text);
    case 'applyFix':
      return applyFix(files, edit);
    default:
      return editColumns(files, edit);
  }
}

function transformationName(files: ProjectFiles, pipeline: string): string | undefined {
  const pair = openTopics(files).topics.entries.find((one) => one.key.text === pipeline);
  const value = pairOf(pair?.value, 'transformation')?.value;
  return value instanceof YamlScalar && !value.isNull ? value.text : undefined;
}

function transformerPath(files: ProjectFiles, pipeline: string): string | undefined {
  const name = transformationName(files, pipeline);
  return name === undefined ? undefined : findTransformer(files, name, readRegistrations(files))?.path;
}

function setSql(files: ProjectFiles, pipeline: string, sql: string): ProjectFiles {
  const name = transformationName(files, pipeline);
  if (name === undefined)
    throw new EditProblem(`"${pipeline}" names no transformer. Set "transformation" first.`);
  const { source, problem, file } = readSqlSource(files, name, readRegistrations(files));
  if (problem) throw new PythonProblem(problem.message, problem.start, problem.end);
  if (!source || !file)
    throw new EditProblem(
      `There is no transformations/${name}.sql or .py. Add the file, or name another transformer.`,
    );
  return withFile(files, file, withSql(source, sql));
}

function declareEventTime(
  files: ProjectFiles,
  edit: Extract<ProjectEdit, { kind: 'declareEventTime' }>,
): ProjectFiles {
  if (edit.column === undefined && edit.expression === undefined)
    throw new EditProblem('Choose a column, or give an expression, for the time of a message.');
  const map: Record<string, FieldValue> = {
    ...(edit.column === undefined ? {} : { column: edit.column }),
    ...(edit.expression === undefined ? {} : { expression: edit.expression }),
    watermark_delay: edit.watermarkDelay,
  };
  const pair = openTopics(files).topics.entries.find((one) => one.key.text === edit.pipeline);
  const exists = pairOf(pair?.value, 'event_time')?.value.kind === 'map';
  if (!exists) return setFields(files, edit.pipeline, [['event_time', map]]);
  return setFields(files, edit.pipeline, [
    ['event_time.watermark_delay', edit.watermarkDelay],
    ['event_time.column', edit.column ?? null],
    ['event_time.expression', edit.expression ?? null],
  ]);
}

/** A diagnostic's fix: its text edits, then what it changes in the entry. */
function applyFix(files: ProjectFiles, edit: Extract<ProjectEdit, { kind: 'applyFix' }>): ProjectFiles {
  const byFile = new Map<string, Splice[]>();
  for (const { file, start, end, newText } of edit.fix.edits) {
    byFile.set(file, [...(byFile.get(file) ?? []), { start, end, text: newText }]);
  }
  let result = files;
  for (const [file, splices] of byFile) {
    const text = fileText(files, file);
    if (text === undefined || splices.some((one) => one.end > text.length || one.start > one.end))
      throw new EditProblem(`${file} has changed since this fix was offered. Try again.`);
    result = withFile(result, file, splice(text, splices));
  }
  const { config } = edit.fix;
  if (!config) return result;
  return declareEventTime(result, {
    kind: 'declareEventTime',
    pipeline: edit.pipeline,
    column: config.columnName,
    expression: config.expression,
    watermarkDelay: config.watermarkDelay,
  });
}
