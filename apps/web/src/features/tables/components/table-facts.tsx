import type { TableDetailAnswer } from '@penstock/control/contracts';
import type { ReactNode } from 'react';
import { RelativeTime } from '../../../components/ui/time';
import { formatBytes, formatCount, NONE } from '../../../lib/format';
import { formatSize } from '../table-words';
import { Writers } from './writers';

export function TableFacts({ detail }: { detail: TableDetailAnswer }) {
  const { table } = detail;
  const facts: [string, ReactNode][] = [
    ['Rows', formatCount(table?.rows)],
    ['Size', formatSize(table?.bytes ?? null)],
    ['Files', formatCount(table?.files)],
    ['Snapshots', formatCount(table?.snapshots)],
    ['Manifests', formatCount(detail.manifests)],
    ['Metadata', formatBytes(detail.metadataBytes)],
    ['Last commit', table?.lastCommitAt ? <RelativeTime key="at" at={table.lastCommitAt} /> : NONE],
    ['Written by', <Writers key="by" writers={table?.writers ?? []} />],
  ];
  return (
    <dl className="m-0 grid grid-cols-4 gap-px border-y bg-line max-[700px]:grid-cols-2">
      {facts.map(([name, value]) => (
        <div key={name} className="bg-panel px-4 py-2">
          <dt className="text-xs text-muted">{name}</dt>
          <dd className="m-0 truncate text-lg tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
