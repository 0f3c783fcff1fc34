import type { ProjectEdit } from '@penstock/config-schema';
import { quoteFlinkIdentifierIfNeeded } from '@penstock/flink-sql';
import type { PipelineEdit } from '../protocol';

/** The screen's edits in the words of the schema package. */
export function projectEdit(
  pipeline: string,
  edit: PipelineEdit,
  queryColumns: readonly { name: string; type: string }[] | null,
): ProjectEdit {
  switch (edit.kind) {
    case 'add_source_column':
    case 'add_table_column':
      return {
        kind: 'addColumn',
        pipeline,
        side: sideOf(edit),
        column: { name: edit.name, type: edit.type },
        index: edit.at,
      };
    case 'remove_source_column':
    case 'remove_table_column':
      return { kind: 'removeColumn', pipeline, side: sideOf(edit), column: edit.at };
    case 'rename_source_column':
    case 'rename_table_column':
      return { kind: 'renameColumn', pipeline, side: sideOf(edit), column: edit.at, name: edit.name };
    case 'retype_source_column':
    case 'retype_table_column':
      return { kind: 'changeColumnType', pipeline, side: sideOf(edit), column: edit.at, type: edit.type };
    case 'move_source_column':
    case 'move_table_column':
      return { kind: 'moveColumn', pipeline, side: sideOf(edit), column: edit.from, to: edit.to };
    case 'set_source_columns':
      return { kind: 'setColumns', pipeline, side: 'source', columns: edit.columns };
    case 'take_columns_from_query':
      if (queryColumns === null)
        throw new Error('The query has problems, so its columns are not known. Fix them first.');
      return { kind: 'setColumns', pipeline, side: 'sink', columns: queryColumns };
    case 'set_event_time':
      return eventTimeEdit(pipeline, edit.eventTime);
    case 'set_entry_text':
      return { kind: 'setEntryText', pipeline, text: edit.text };
    case 'set_sql':
      return { kind: 'setSql', pipeline, sql: edit.text };
    case 'set_enabled':
      return { kind: 'setField', pipeline, path: 'enabled', value: edit.enabled };
    case 'delete_pipeline':
      return { kind: 'deletePipeline', pipeline };
    case 'add_pipeline':
      return {
        kind: 'addPipeline',
        key: pipeline,
        ...(edit.topic === pipeline ? {} : { topic: edit.topic }),
        sourceColumns: edit.columns,
        table: edit.table,
        sql: edit.sql ?? selectAll(edit.columns),
      };
  }
}

/** The first query of a new pipeline: every column as it is, reserved words in backticks. */
function selectAll(columns: readonly { name: string }[]): string {
  const list = columns.map((column) => `    ${quoteFlinkIdentifierIfNeeded(column.name)}`).join(',\n');
  return `SELECT\n${list}\nFROM {source_table}\n`;
}

function sideOf(edit: { kind: string }): 'source' | 'sink' {
  return edit.kind.includes('_source_') ? 'source' : 'sink';
}

type EventTimeEdit = (PipelineEdit & { kind: 'set_event_time' })['eventTime'];

function eventTimeEdit(pipeline: string, eventTime: EventTimeEdit): ProjectEdit {
  if (eventTime === null) return { kind: 'setField', pipeline, path: 'event_time', value: null };
  return {
    kind: 'declareEventTime',
    pipeline,
    ...(eventTime.column === null ? {} : { column: eventTime.column }),
    ...(eventTime.expression === null ? {} : { expression: eventTime.expression }),
    watermarkDelay: eventTime.delay,
  };
}
