'use client';

import type { RunnerView } from '@penstock/control/contracts';
import { Status } from '../../../components/ui/status';
import { Td, Tr } from '../../../components/ui/table';
import { TextLink } from '../../../components/ui/text-link';
import { RelativeTime } from '../../../components/ui/time';
import { formatBytes, formatCount, formatDuration, NONE } from '../../../lib/format';
import { useNow } from '../../../lib/use-now';

/** A runner reports every few seconds; this long a silence means that it is gone or cut off. */
const silentMs = 15_000;

export function RunnerRow({ runner }: { runner: RunnerView }) {
  const now = useNow();
  const age = now - Date.parse(runner.lastContactAt);
  const silent = age > silentMs;
  return (
    <Tr>
      <Td className="font-semibold">{runner.name}</Td>
      <Td>
        {silent ? (
          <Status tone="warn" mark="▲" word={`No contact for ${formatDuration(age)}`} />
        ) : (
          <span className="inline-flex gap-2">
            <Status tone="ok" mark="●" word="Up" />
            <span className="text-muted">
              seen <RelativeTime at={runner.lastContactAt} />
            </span>
          </span>
        )}
      </Td>
      <Td className="whitespace-normal">
        {runner.pipelines.length === 0 ? <span className="text-muted">none</span> : null}
        {runner.pipelines.map(({ key }, index) => (
          <span key={key}>
            {index > 0 ? ', ' : null}
            <TextLink href={`/pipelines/${encodeURIComponent(key)}/runs`}>{key}</TextLink>
          </span>
        ))}
      </Td>
      <Td className="text-muted">{runner.engines.join(', ')}</Td>
      <Td numeric>{runner.memoryMb === null ? NONE : formatBytes(runner.memoryMb * 1024 * 1024)}</Td>
      <Td numeric>{runner.cpuPercent === null ? NONE : `${formatCount(runner.cpuPercent)} %`}</Td>
      <Td className="text-muted">
        <RelativeTime at={runner.startedAt} />
      </Td>
      <Td className="font-mono text-sm text-muted">
        {runner.host}, process {runner.pid}
      </Td>
    </Tr>
  );
}
