import type { ProjectFiles } from '../project-files';
import type { Canonical } from '../version/canonical';
import { ColumnsEditor } from './columns';
import type { ColumnSide, ColumnText, ProjectEdit } from './edit';
import { withColumns, withValue } from './expected';
import { EditProblem } from './problem';
import { setField } from './set-field';
import type { Splice } from './splices';
import { commit, currentMeaning, entryOf, openTopics } from './topics-edit';
import { type FieldValue, isMap } from './value-yaml';

type ColumnEdit = Extract<ProjectEdit, { side: ColumnSide }>;

/** Adds, removes, renames, retypes, moves or replaces columns of a pipeline. */
export function editColumns(files: ProjectFiles, edit: ColumnEdit): ProjectFiles {
  const open = openTopics(files);
  const entry = entryOf(open, edit.pipeline);
  const editor = new ColumnsEditor(open.text, open.eol, entry, edit.side);
  const splices = columnSplices(editor, edit);
  const expected = currentMeaning(open);
  const change = columnChange(editor, edit);
  expected.set(edit.pipeline, withColumns(expected.get(edit.pipeline) ?? null, edit.side, change));
  return commit(open, splices, expected);
}

function columnSplices(editor: ColumnsEditor, edit: ColumnEdit): Splice[] {
  switch (edit.kind) {
    case 'addColumn':
      return editor.add(edit.column, edit.index);
    case 'removeColumn':
      return editor.remove(edit.column);
    case 'renameColumn':
      return editor.set(edit.column, 'name', edit.name);
    case 'changeColumnType':
      return editor.set(edit.column, 'type', edit.type);
    case 'moveColumn':
      return editor.move(edit.column, edit.to);
    case 'setColumns':
      return editor.replaceAll(edit.columns);
  }
}

/** The same change on the list of columns, to compare the written result with. */
function columnChange(editor: ColumnsEditor, edit: ColumnEdit): (columns: ColumnText[]) => ColumnText[] {
  if (edit.kind === 'setColumns') return () => [...edit.columns];
  if (edit.kind === 'addColumn')
    return (columns) =>
      columns.toSpliced(Math.min(edit.index ?? columns.length, columns.length), 0, edit.column);
  const index = editor.indexOf(edit.column);
  return (columns) => {
    const column = columns[index];
    if (!column) return columns;
    if (edit.kind === 'removeColumn') return columns.toSpliced(index, 1);
    if (edit.kind === 'renameColumn') return columns.with(index, { ...column, name: edit.name });
    if (edit.kind === 'changeColumnType') return columns.with(index, { ...column, type: edit.type });
    return columns.toSpliced(index, 1).toSpliced(edit.to, 0, column);
  };
}

/** Sets fields of an entry, one after the other; null removes. */
export function setFields(
  files: ProjectFiles,
  pipeline: string,
  fields: readonly [path: string, value: FieldValue | null][],
): ProjectFiles {
  let current = files;
  for (const [path, value] of fields) {
    const steps = path.split('.');
    if (steps.some((step) => step === '' || /^(?:__proto__|constructor|prototype)$/.test(step)))
      throw new EditProblem(`"${path}" is not a field.`);
    const open = openTopics(current);
    const entry = entryOf(open, pipeline);
    const splices = setField(open.text, open.eol, entry, steps, value);
    const expected = currentMeaning(open);
    expected.set(
      pipeline,
      withValue(
        expected.get(pipeline) ?? null,
        steps,
        value === null ? undefined : expectedValue(path, value),
      ),
    );
    current = commit(open, splices, expected);
  }
  return current;
}

function expectedValue(path: string, value: FieldValue): Canonical {
  const isColumns = path === 'source_schema' || path === 'sink.schema';
  return isColumns && isMap(value)
    ? Object.entries(value).map(([name, type]) => [name, String(type)])
    : canonicalValue(value);
}

function canonicalValue(value: FieldValue): Canonical {
  if (Array.isArray(value)) return value.map(String);
  if (isMap(value))
    return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, canonicalValue(inside)]));
  return String(value);
}
