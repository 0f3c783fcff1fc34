import type { TableUpkeepAnswer } from '@penstock/control/contracts';
import type { ReactNode } from 'react';
import { formatBytes, formatCount, plural } from '../../../lib/format';
import { isNothing } from '../table-words';

export function TendPlan({ plan }: { plan: TableUpkeepAnswer }) {
  const { snapshots, refs, manifests, deleted, waiting } = plan;
  const files = (count: { files: number; bytes: number }) =>
    `${plural(count.files, 'file')} (${formatBytes(count.bytes)})`;
  return (
    <>
      {isNothing(plan) ? (
        <p className="m-0 px-4 pt-4">
          Nothing may go now: every snapshot is young enough, or something keeps it. Penstock looks again
          every half minute.
        </p>
      ) : null}
      <dl className="m-0 grid grid-cols-[110px_1fr] gap-x-3 gap-y-2 p-4">
        <Row name="Snapshots">
          {snapshots === 0
            ? 'none'
            : `${plural(snapshots, 'snapshot')} can no longer be read afterwards. No row of the table changes.`}
        </Row>
        {refs.length > 0 ? <Row name="Branches, tags">{refs.join(', ')} (older than their age)</Row> : null}
        <Row name="Manifests">
          {manifests.merged === 0
            ? 'none'
            : `${formatCount(manifests.merged)} become ${formatCount(manifests.into)}, naming the same files`}
        </Row>
        <Row name="Deleted now">
          {deleted.files === 0 ? 'nothing' : `${files(deleted)} that nothing names any more`}
        </Row>
        <Row name="Later">
          {waiting.files === 0 && snapshots === 0
            ? 'nothing'
            : waiting.files === 0
              ? 'the manifest lists of these snapshots, after their grace period'
              : `${files(waiting)} that nothing names wait for their grace period`}
        </Row>
      </dl>
    </>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="m-0">{children}</dd>
    </>
  );
}
