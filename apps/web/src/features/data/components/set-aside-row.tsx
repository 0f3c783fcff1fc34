'use client';

import type { SetAsideView } from '@penstock/control/contracts';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '../../../components/ui/badge';
import { Button } from '../../../components/ui/button';
import { Td, Tr } from '../../../components/ui/table';
import { RelativeTime } from '../../../components/ui/time';
import { formatBytes, formatCount } from '../../../lib/format';
import { CopyButton } from './copy-button';
import { ReplayBox } from './replay-box';
import { ReplayState } from './replay-state';

const kinds = { unreadable: 'Unreadable', too_late: 'Too late' } as const;

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
        <Td>
          <span className="flex flex-wrap gap-1">
            <Badge tone={record.kind === 'unreadable' ? 'bad' : 'warn'}>{kinds[record.kind]}</Badge>
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
            <pre
              // biome-ignore lint/a11y/noNoninteractiveTabindex: a long value must scroll by keyboard too
              tabIndex={0}
              className="m-0 max-h-72 overflow-auto font-mono text-sm whitespace-pre-wrap [overflow-wrap:anywhere]"
            >
              {record.value ?? 'A tombstone: the record has no value.'}
            </pre>
            <ReplayBox record={record} deploymentId={deploymentId} />
          </td>
        </tr>
      ) : null}
    </>
  );
}
