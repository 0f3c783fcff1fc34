import type { TableSummary } from '@penstock/control/contracts';
import Link from 'next/link';
import { Td, Tr } from '../../../components/ui/table';
import { RelativeTime } from '../../../components/ui/time';
import { formatCount, NONE } from '../../../lib/format';
import { formatSize, tableHref, tableName } from '../table-words';
import { Writers } from './writers';

export function TableRow({ summary }: { summary: TableSummary }) {
  const { namespace, table, problem } = summary;
  return (
    <Tr>
      <Td>
        <Link
          href={tableHref(summary)}
          prefetch={false}
          title={tableName(summary)}
          className="font-semibold hover:underline hover:decoration-line-strong hover:underline-offset-2"
        >
          <span className="font-normal text-muted">{namespace.join('.')}.</span>
          {table}
        </Link>
      </Td>
      {problem === null ? (
        <>
          <Td numeric>{formatCount(summary.rows)}</Td>
          <Td numeric>{formatSize(summary.bytes)}</Td>
          <Td numeric>{formatCount(summary.files)}</Td>
          <Td numeric>{formatCount(summary.snapshots)}</Td>
          <Td className="pl-6">
            {summary.lastCommitAt === null ? NONE : <RelativeTime at={summary.lastCommitAt} />}
          </Td>
          <Td className="whitespace-normal">
            <Writers writers={summary.writers} />
          </Td>
        </>
      ) : (
        <Td colSpan={6} className="text-bad">
          ▲ {problem}
        </Td>
      )}
    </Tr>
  );
}
