import type { TableDetailAnswer } from '@penstock/control/contracts';
import type { ReactNode } from 'react';
import { Tiles } from '../../../components/ui/tiles';
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
  return <Tiles tiles={facts} />;
}
