// biome-ignore-all lint/a11y/useSemanticElements: rows are placed absolutely so that only those in view exist; a <table> cannot do that
// biome-ignore-all lint/a11y/useFocusableInteractive: a plain table of text, its rows and headers are no controls
'use client';

import type { PreviewAnswer } from '@penstock/control/contracts';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useMemo, useRef } from 'react';
import { ScrollRegion } from '../../../components/ui/scroll-region';
import { cn } from '../../../lib/cn';
import { timestampText } from '../../../lib/timestamp-text';
import { CellValue } from './cell-value';
import { type Cell, isNumericType } from './cells';
import type { PreviewRow } from './preview-rows';

const ROW = 31;

type PreviewTableProps = {
  columns: PreviewAnswer['columns'];
  rows: readonly PreviewRow[];
  /** Rows belong to an older text: shown, but dimmed. */
  stale: boolean;
  hot: ReadonlySet<number>;
  onHover(column: number | null): void;
};

/** Input position and output row side by side. Only rows in view are in the page, whatever their number. */
export const PreviewTable = memo(function PreviewTable({
  columns,
  rows,
  stale,
  hot,
  onHover,
}: PreviewTableProps) {
  const scroll = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  const template = useMemo(() => gridTemplate(columns, rows), [columns, rows]);
  const style = { gridTemplateColumns: template };
  return (
    <ScrollRegion ref={scroll} label="Preview rows" className="h-full font-mono text-sm">
      <div
        role="table"
        aria-label="Preview"
        aria-rowcount={rows.length + 1}
        aria-busy={stale}
        className="min-w-max"
      >
        <div
          role="row"
          aria-rowindex={1}
          style={style}
          className="sticky top-0 grid border-b bg-panel text-xs text-faint"
        >
          <span role="columnheader" className="px-2.5 py-1.5">
            Input
          </span>
          {columns.map((column, at) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: a query may give two columns of one name; the place tells them apart
              key={at}
              role="columnheader"
              title={`${column.name} ${column.type}`}
              onMouseEnter={() => onHover(at)}
              onMouseLeave={() => onHover(null)}
              className={cn(
                'truncate px-2.5 py-1.5',
                isNumericType(column.type) && 'text-right',
                hot.has(at) && 'bg-accent-soft text-fg',
              )}
            >
              {column.name}
            </span>
          ))}
          <span role="columnheader" className="px-2.5 py-1.5">
            <span className="sr-only">Why</span>
          </span>
        </div>
        <div
          role="rowgroup"
          className={cn('relative', stale && '**:bg-transparent! **:text-faint!')}
          style={{ height: virtual.getTotalSize() }}
        >
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            return (
              <div
                key={row.id}
                role="row"
                aria-rowindex={item.index + 2}
                style={{ ...style, transform: `translateY(${item.start}px)`, height: ROW }}
                className={cn(
                  'group/row absolute top-0 left-0 grid w-full items-center border-b hover:bg-sunken',
                  row.kind !== 'out' && 'text-muted',
                )}
              >
                <span role="cell" className="px-2.5 text-faint">
                  {row.position}
                </span>
                {row.kind === 'out' ? (
                  <OutCells cells={row.cells} columns={columns} hot={hot} />
                ) : (
                  <WhyCells row={row} span={columns.length} />
                )}
              </div>
            );
          })}
        </div>
      </div>
    </ScrollRegion>
  );
});

function OutCells({
  cells,
  columns,
  hot,
}: {
  cells: readonly Cell[];
  columns: PreviewAnswer['columns'];
  hot: ReadonlySet<number>;
}) {
  return (
    <>
      {columns.map((column, at) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: cells are known by their place
          key={at}
          role="cell"
          className={cn(
            'h-full truncate px-2.5 leading-[30px]',
            isNumericType(column.type) && 'text-right',
            hot.has(at) && 'bg-accent-soft',
          )}
        >
          <CellValue cell={cells[at]} type={column.type} name={column.name} />
        </span>
      ))}
      <span role="cell" />
    </>
  );
}

/** A record that gave no row: the record itself across the columns, and why. */
function WhyCells({ row, span }: { row: Exclude<PreviewRow, { kind: 'out' }>; span: number }) {
  const failed = row.kind === 'failed';
  return (
    <>
      {span > 0 ? (
        <span
          role="cell"
          aria-colspan={span}
          style={{ gridColumn: `span ${span}` }}
          className={cn('truncate px-2.5', !failed && 'text-faint')}
          title={row.source}
        >
          {row.source}
        </span>
      ) : null}
      {/* In view on a narrow window too: the reason matters more than the end of the record. */}
      <span
        role="cell"
        className="sticky right-0 justify-self-start bg-panel px-2.5 whitespace-nowrap group-hover/row:bg-sunken"
      >
        <span
          className={cn(
            'rounded-sm px-1.5 py-px text-[11px]',
            failed ? 'bg-bad-soft text-bad' : 'bg-sunken text-muted',
          )}
        >
          {failed ? `▲ ${row.reason}` : row.reason}
        </span>
        {failed && row.sqlLine !== null ? (
          <span className="pl-2 text-faint">SQL line {row.sqlLine}</span>
        ) : null}
      </span>
    </>
  );
}

/** Rows that decide how wide columns are: enough to be right, few enough to be free. */
const MEASURED = 60;
/** Width of a 12 px monospace character. Pixels, because header and rows have different sizes of type. */
const CHARACTER = 7.25;

function gridTemplate(columns: PreviewAnswer['columns'], rows: readonly PreviewRow[]): string {
  const widths = columns.map((column) => column.name.length);
  let seen = 0;
  for (const row of rows) {
    if (row.kind !== 'out') continue;
    row.cells.forEach((cell, at) => {
      const type = columns[at]?.type ?? '';
      const text = cell.kind === 'null' || cell.kind === 'empty' ? 'empty' : timestampText(cell.text, type);
      widths[at] = Math.max(widths[at] ?? 0, Math.min(text.length, 48));
    });
    seen += 1;
    if (seen >= MEASURED) break;
  }
  const tracks = widths.map((width) => `${Math.ceil(Math.min(Math.max(width, 4), 48) * CHARACTER) + 22}px`);
  return `124px ${tracks.join(' ')} minmax(300px, 1fr)`;
}
