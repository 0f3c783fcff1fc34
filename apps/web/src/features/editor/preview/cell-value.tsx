'use client';

import { Popover } from '../../../components/ui/popover';
import { timestampText } from '../../../lib/timestamp-text';
import type { Cell } from './cells';
import { prettyJson } from './pretty-json';

/** A typed value. NULL and the empty text are words of their own, so that neither looks like nothing. */
export function CellValue({ cell, type, name }: { cell: Cell | undefined; type: string; name: string }) {
  if (cell === undefined) return null;
  if (cell.kind === 'null') return <span className="text-faint italic">NULL</span>;
  if (cell.kind === 'empty') return <span className="text-faint">empty</span>;
  if (cell.kind === 'nested') {
    return (
      <Popover
        label={`${name} in full`}
        className="max-h-80 max-w-[480px]"
        trigger={
          <button
            type="button"
            className="max-w-full truncate rounded-sm px-0.5 hover:bg-accent-soft"
            title="Show in full"
          >
            {cell.text}
          </button>
        }
      >
        <pre className="m-0 font-mono text-sm whitespace-pre-wrap">{prettyJson(cell.text)}</pre>
      </Popover>
    );
  }
  const text = timestampText(cell.text, type);
  return <span title={text.length > 24 ? text : undefined}>{text}</span>;
}
