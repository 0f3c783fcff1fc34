import type { RestorePointOf, TableSnapshot } from '@penstock/control/contracts';
import { Badge } from '../../../components/ui/badge';
import { Td, Tr } from '../../../components/ui/table';
import { RelativeTime } from '../../../components/ui/time';
import { formatCount, formatExact, plural } from '../../../lib/format';
import { formatAdded, formatSize, stayWords } from '../table-words';
import { Writer } from './writer';

export function SnapshotRow({ snapshot, now }: { snapshot: TableSnapshot; now: number }) {
  return (
    <Tr>
      <Td>
        <RelativeTime at={snapshot.at} />
      </Td>
      <Td>
        <Writer writer={snapshot.writer} />
      </Td>
      <Td className="text-muted max-[960px]:hidden">{snapshot.operation}</Td>
      <Td numeric>{formatAdded(snapshot.addedRows)}</Td>
      <Td numeric className="max-[960px]:hidden">
        {snapshot.addedBytes === null ? '' : formatSize(snapshot.addedBytes)}
      </Td>
      <Td numeric>{formatCount(snapshot.rows)}</Td>
      <Td className="py-1 pl-6">
        <span className="flex flex-wrap gap-1">
          {snapshot.current ? <Badge tone="ok">current</Badge> : null}
          {snapshot.restorePoints.length > 0 ? <Pinned points={snapshot.restorePoints} /> : null}
          {snapshot.refs.map((name) => (
            <Badge key={name}>{name}</Badge>
          ))}
        </span>
      </Td>
      <Td className={snapshot.due ? 'text-warn' : 'text-muted'}>
        <span title={expiryTitle(snapshot)}>{stayWords(snapshot, now)}</span>
      </Td>
      <Td className="font-mono text-sm text-muted">{snapshot.snapshotId}</Td>
    </Tr>
  );
}

function expiryTitle({ expiresAt, estimated }: TableSnapshot): string | undefined {
  if (expiresAt === null) return undefined;
  return estimated
    ? `${formatExact(expiresAt)}, when the table goes on being written as it is now`
    : formatExact(expiresAt);
}

function Pinned({ points }: { points: readonly RestorePointOf[] }) {
  const [first] = points;
  const exact = points.map(({ pipelineKey, version, at, kind }) => {
    const of = version === null ? pipelineKey : `${pipelineKey} v${version}`;
    return `${of}, ${kind}, ${formatExact(at)}`;
  });
  return (
    <Badge tone="accent" title={exact.join('\n')}>
      {points.length === 1 ? 'restore point' : plural(points.length, 'restore point')}
      {first ? ` · ${first.pipelineKey}${first.version === null ? '' : ` v${first.version}`}` : null}
    </Badge>
  );
}
