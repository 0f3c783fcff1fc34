'use client';

import type { TableDetailAnswer } from '@penstock/control/contracts';
import { EmptyState } from '../../../components/ui/empty-state';
import { ScrollRegion } from '../../../components/ui/scroll-region';
import { Table, Th } from '../../../components/ui/table';
import { plural } from '../../../lib/format';
import { useNow } from '../../../lib/use-now';
import { SnapshotRow } from './snapshot-row';

export function SnapshotsTable({ detail, label }: { detail: TableDetailAnswer; label: string }) {
  const now = useNow();
  if (detail.snapshots.length === 0)
    return <EmptyState title="No snapshot yet">The first commit that writes rows makes one.</EmptyState>;
  return (
    <ScrollRegion label={label}>
      <Table aria-label={label}>
        <thead>
          <tr>
            <Th>Written</Th>
            <Th>By</Th>
            <Th className="max-[960px]:hidden">Operation</Th>
            <Th numeric>Rows added</Th>
            <Th numeric className="max-[960px]:hidden">
              Size added
            </Th>
            <Th numeric>Rows then</Th>
            <Th className="pl-6">Kept</Th>
            <Th>Expires</Th>
            <Th>Snapshot</Th>
          </tr>
        </thead>
        <tbody>
          {detail.snapshots.map((snapshot) => (
            <SnapshotRow key={snapshot.snapshotId} snapshot={snapshot} now={now} />
          ))}
        </tbody>
      </Table>
      {detail.moreSnapshots > 0 ? (
        <p className="m-0 px-4 py-2 text-muted">
          {plural(detail.moreSnapshots, 'older snapshot')} not shown.
        </p>
      ) : null}
    </ScrollRegion>
  );
}
