'use client';

import type { SetAsideView } from '@penstock/control/contracts';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Badge, type Tone } from '../../../components/ui/badge';
import { Button } from '../../../components/ui/button';
import { ScrollRegion } from '../../../components/ui/scroll-region';
import { Td, Tr } from '../../../components/ui/table';
import { RelativeTime } from '../../../components/ui/time';
import { formatBytes, formatCount } from '../../../lib/format';
import { CopyButton } from './copy-button';
import { ReplayBox } from './replay-box';
import { ReplayState } from './replay-state';

const kinds = { unreadable: 'Unreadable', too_late: 'Too late' } as const;

/** What a replay has brought in is no trouble any more. */
function kindTone({ kind, replay }: SetAsideView): Tone {
  if (replay?.state === 'replayed') return 'plain';
  return kind === 'unreadable' ? 'bad' : 'warn';
}

/** One record; its whole value unfolds below. */
export function SetAsideRow({ record, deploymentId }: { record: SetAsideView; deploymentId: string }) {
  const [open, setOpen] = useState(false);
  const where = `${record.kafkaTopic} ${record.partition} : ${formatCount(record.offset)}`;
  return (
    <>
      <Tr>
        <Td className="text-muted">
          <RelativeTime at={record.at} />
        </Td>
        <Td className="py-1">
          <span className="flex flex-wrap gap-1">
            <Badge tone={kindTone(record)}>{kinds[record.kind]}</Badge>
            <ReplayState replay={record.replay} />
          </span>
        </Td>
        <Td className="py-1 whitespace-normal [overflow-wrap:anywhere]">
          {record.reason}
          {record.sqlLine ? <span className="text-muted"> · SQL line {record.sqlLine}</span> : null}
        </Td>
        <Td className="truncate font-mono text-sm text-muted" title={where}>
          {record.partition} : {formatCount(record.offset)}
        </Td>
        <Td className="overflow-hidden">
          <span className="flex min-w-0 items-center gap-1">
            <Button
              variant="quiet"
              size="icon-small"
              aria-expanded={open}
              aria-label={`${open ? 'Hide' : 'Show'} the value at offset ${record.offset}`}
              onClick={() => setOpen(!open)}
            >
              {open ? <ChevronDown /> : <ChevronRight />}
            </Button>
            <span className="truncate font-mono text-sm">{record.value ?? 'no value'}</span>
          </span>
        </Td>
      </Tr>
      {open ? (
        <tr>
          <td colSpan={5} className="border-b bg-sunken px-4 py-2">
            <div className="flex items-center gap-2 pb-1 text-sm text-muted">
              {record.kafkaTopic}, partition {record.partition}, offset {formatCount(record.offset)} ·{' '}
              {formatBytes(record.valueSize)}
              {record.valueIsBase64 ? ' · not UTF-8, shown as base64' : ''}
              {record.column ? ` · column ${record.column}` : ''}
              {record.value === null ? null : <CopyButton text={record.value} label="Copy the value" />}
            </div>
            <ScrollRegion label={`Value at offset ${record.offset}`} className="max-h-48">
              <pre className="m-0 font-mono text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">
                {record.value ?? 'A tombstone: the record has no value.'}
              </pre>
            </ScrollRegion>
            <ReplayBox record={record} deploymentId={deploymentId} />
          </td>
        </tr>
      ) : null}
    </>
  );
}
