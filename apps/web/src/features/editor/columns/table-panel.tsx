'use client';

import { Button } from '../../../components/ui/button';
import { Panel } from '../../../components/ui/panel';
import type { SinkColumnView } from '../../../language';
import { cn } from '../../../lib/cn';
import { useEditor } from '../editor-context';
import { ColumnList } from './column-list';
import { freshName } from './fresh-name';

/** What goes out: the table's columns, each with how the query's column at its place lands in it. */
export function TablePanel() {
  const { model, edit, trace, hover } = useEditor();
  const { columns, name, type } = model.table;
  return (
    <Panel
      title="Table"
      note={`${name} · ${type}`}
      className="h-full"
      bodyClassName="overflow-auto"
      aside={
        <Button
          variant="quiet"
          disabled={model.output === null}
          title="Take the columns from the query"
          onClick={() => void edit({ kind: 'take_columns_from_query' })}
        >
          From query
        </Button>
      }
    >
      <ColumnList
        label="table"
        rows={columns.map((column, at) => ({
          name: column.name,
          type: column.type,
          hot: trace.tableAt.has(at),
        }))}
        aside={(at) => <Mark column={columns[at]} />}
        onRename={(at, to) => void edit({ kind: 'rename_table_column', at, name: to })}
        onRetype={(at, to) => void edit({ kind: 'retype_table_column', at, type: to })}
        onMove={(from, to) => void edit({ kind: 'move_table_column', from, to })}
        onRemove={(at) => void edit({ kind: 'remove_table_column', at })}
        onHover={(at) => hover('table', at === null ? null : { side: 'table', at })}
      />
      <Missing />
      <div className="px-1.5 py-2">
        <Button
          variant="quiet"
          size="small"
          onClick={() =>
            void edit({
              kind: 'add_table_column',
              at: columns.length,
              name: freshName('column', columns),
              type: 'STRING',
            })
          }
        >
          + column
        </Button>
      </div>
    </Panel>
  );
}

const marks = {
  same: { sign: '=', say: 'ok', tone: 'text-ok' },
  cast: { sign: '≈', say: 'cast', tone: 'text-muted' },
  error: { sign: '✕', say: 'error', tone: 'text-bad' },
  unknown: { sign: '', say: '', tone: 'text-faint' },
} as const;

function Mark({ column }: { column: SinkColumnView | undefined }) {
  if (column === undefined) return null;
  const { sign, say, tone } = marks[column.mark];
  return (
    <span className={cn('flex items-center gap-1', tone)} title={column.why ?? say}>
      <span aria-hidden>{sign}</span>
      <span className={column.hint === null ? 'sr-only' : 'truncate'}>{column.hint ?? say}</span>
      {column.why === null ? null : <span className="sr-only">{column.why}</span>}
    </span>
  );
}

/** Query columns beyond the last table column have no place to land. */
function Missing() {
  const { model } = useEditor();
  const rest = (model.output ?? []).slice(model.table.columns.length);
  if (rest.length === 0) return null;
  return (
    <p className="m-0 px-2.5 pt-1.5 text-bad">
      ✕ The query also gives{' '}
      <span className="font-mono text-sm">{rest.map((column) => column.name).join(', ')}</span>
    </p>
  );
}
