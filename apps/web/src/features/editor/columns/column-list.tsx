'use client';

import { ArrowDown, ArrowUp, MoreHorizontal, Trash2 } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { Button } from '../../../components/ui/button';
import { Menu, MenuItem } from '../../../components/ui/menu';
import { cn } from '../../../lib/cn';
import { EditableCell } from './editable-cell';
import { TYPE_LIST_ID } from './type-names';

export type ColumnRow = { name: string; type: string; hot: boolean; invalidType?: boolean };

type ColumnListProps = {
  /** "source" or "table": used in labels. */
  label: string;
  rows: readonly ColumnRow[];
  /** What stands right of the type: a sample value, a mark. */
  aside(at: number): ReactNode;
  beforeType?(at: number): ReactNode;
  onRename(at: number, name: string): void;
  onRetype(at: number, type: string): void;
  onMove(from: number, to: number): void;
  onRemove(at: number): void;
  onHover(at: number | null): void;
};

/** Columns as editable rows. Arrows move between rows, Alt+arrows reorder, Ctrl+Backspace removes. */
export function ColumnList(props: ColumnListProps) {
  const { label, rows, aside, onHover } = props;
  const table = useRef<HTMLTableElement>(null);
  const focusRow = (at: number, cell: string) => {
    table.current?.querySelectorAll<HTMLInputElement>(`[data-cell="${cell}"]`)[at]?.focus();
  };
  const onKey = (at: number) => (event: KeyboardEvent<HTMLInputElement>) => {
    const cell = event.currentTarget.dataset.cell ?? 'name';
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const to = at + step;
    if (step !== 0 && to >= 0 && to < rows.length) {
      event.preventDefault();
      if (event.altKey) props.onMove(at, to);
      focusRow(to, cell);
    } else if (event.key === 'Backspace' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      props.onRemove(at);
      focusRow(Math.max(0, at - 1), cell);
    }
  };
  return (
    <table ref={table} aria-label={`Columns of the ${label}`} className="w-full table-fixed border-collapse">
      <colgroup>
        <col className={label === 'source' ? 'w-[35%]' : 'w-[38%]'} />
        <col className={label === 'source' ? 'w-[27%]' : 'w-[37%]'} />
        <col />
      </colgroup>
      <thead className="sr-only">
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Type</th>
          <th scope="col">{label === 'source' ? 'Sample' : 'From the query'}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          <tr
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is known by its place; its name is what gets edited
            key={at}
            onMouseEnter={() => onHover(at)}
            onMouseLeave={() => onHover(null)}
            className={cn('group/row hover:bg-sunken', row.hot && 'bg-accent-soft hover:bg-accent-soft')}
          >
            <td className="h-[27px] pl-1">
              <EditableCell
                column="name"
                value={row.name}
                label={`Name of ${label} column ${at + 1}`}
                onCommit={(name) => props.onRename(at, name)}
                onKey={onKey(at)}
                className="text-sm"
              />
            </td>
            <td className="h-[27px]">
              <span className="flex items-center">
                <EditableCell
                  column="type"
                  value={row.type}
                  label={`Type of ${row.name}`}
                  onCommit={(type) => props.onRetype(at, type)}
                  onKey={onKey(at)}
                  listId={TYPE_LIST_ID}
                  invalid={row.invalidType}
                  className="text-xs text-muted"
                />
                {props.beforeType?.(at)}
              </span>
            </td>
            <td className="relative h-[27px] px-1 whitespace-nowrap">
              <div className="overflow-hidden">{aside(at)}</div>
              <RowMenu
                at={at}
                count={rows.length}
                name={row.name}
                onMove={props.onMove}
                onRemove={props.onRemove}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type RowMenuProps = {
  at: number;
  count: number;
  name: string;
  onMove(from: number, to: number): void;
  onRemove(at: number): void;
};

function RowMenu({ at, count, name, onMove, onRemove }: RowMenuProps) {
  const trigger = (
    <Button
      variant="quiet"
      size="icon-small"
      tabIndex={-1}
      aria-label={`Actions for ${name}`}
      className="absolute top-0.5 right-1 bg-panel opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 data-popup-open:opacity-100"
    >
      <MoreHorizontal />
    </Button>
  );
  return (
    <Menu align="end" trigger={trigger}>
      <MenuItem disabled={at === 0} onClick={() => onMove(at, at - 1)} hint="Alt ↑">
        <ArrowUp /> Move up
      </MenuItem>
      <MenuItem disabled={at === count - 1} onClick={() => onMove(at, at + 1)} hint="Alt ↓">
        <ArrowDown /> Move down
      </MenuItem>
      <MenuItem onClick={() => onRemove(at)} hint="Ctrl ⌫">
        <Trash2 /> Remove
      </MenuItem>
    </Menu>
  );
}
