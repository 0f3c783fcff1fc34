'use client';

import type { PipelineRow } from '@penstock/control/contracts';
import { useRef } from 'react';
import { Table, Th } from '../../../components/ui/table';
import { cn } from '../../../lib/cn';
import { useShortcut } from '../../../lib/use-shortcut';
import { useConnection } from '../../live/connection';
import { PipelineTableRow } from './pipeline-table-row';

type Props = { rows: readonly PipelineRow[]; peek: string | null; onPeek(key: string | null): void };

/** j and k (or the arrows) walk the rows, Enter opens one, Space looks into it without leaving the list. */
export function PipelinesTable({ rows, peek, onPeek }: Props) {
  const table = useRef<HTMLTableElement>(null);
  const { state } = useConnection();

  function move(step: 1 | -1): void {
    const links = [...(table.current?.querySelectorAll<HTMLElement>('a[data-row]') ?? [])];
    const at = links.indexOf(document.activeElement as HTMLElement);
    const next =
      links[at < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(Math.max(at + step, 0), links.length - 1)];
    next?.focus();
    if (peek !== null && next?.dataset.row) onPeek(next.dataset.row);
  }
  useShortcut({ key: 'j' }, () => move(1));
  useShortcut({ key: 'k' }, () => move(-1));
  useShortcut({ key: 'Escape', disabled: peek === null }, () => onPeek(null));

  return (
    <div className="overflow-x-auto">
      <Table
        ref={table}
        className={cn('table-fixed', state === 'lost' && 'opacity-60')}
        aria-label="Pipelines"
      >
        <thead>
          <tr>
            <Th className="w-[25%] min-[1200px]:w-[24%]">Name</Th>
            <Th>Status</Th>
            <Th className="w-[82px]">Version</Th>
            <Th numeric className="w-[72px]">
              In / s
            </Th>
            <Th numeric className="w-[72px]">
              Out / s
            </Th>
            <Th numeric className="w-[84px]">
              Behind
            </Th>
            <Th numeric className="w-[82px] max-[1199px]:pr-4">
              Fresh to
            </Th>
            <Th className="w-[96px] max-[1199px]:hidden">Last 15 min</Th>
            <Th className="w-[140px] max-[1199px]:hidden">Changed</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <PipelineTableRow
              key={row.key}
              row={row}
              peeked={peek === row.key}
              onPeek={onPeek}
              onMove={move}
            />
          ))}
        </tbody>
      </Table>
    </div>
  );
}
