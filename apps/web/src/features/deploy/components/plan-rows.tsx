'use client';

import type { DeployPlan } from '@penstock/control/contracts';
import type { ReactNode } from 'react';
import { cn } from '../../../lib/cn';
import { plural } from '../../../lib/format';
import { changedPairs } from '../../publish/diff-lines';
import { afterwardsWords, readsOnWords, tableWords } from '../plan-words';

/** The plan, read before anything happens. */
export function PlanRows({ plan }: { plan: DeployPlan }) {
  return (
    <dl className="m-0 grid grid-cols-[104px_minmax(0,1fr)]">
      <Row name="Query">
        <QueryChange before={plan.sqlBefore} after={plan.sqlAfter} />
      </Row>
      <Row name="Table" bad={plan.table.change === 'refused'}>
        {tableWords(plan)}
      </Row>
      <Row name="State">{plan.state}</Row>
      <Row name="Reads on">{readsOnWords(plan)}</Row>
      <Row name="Afterwards" last>
        {afterwardsWords(plan)}
      </Row>
    </dl>
  );
}

export function Row({
  name,
  children,
  bad,
  last,
}: {
  name: string;
  children: ReactNode;
  bad?: boolean;
  last?: boolean;
}) {
  return (
    <>
      <dt className={cn('py-[7px] text-muted', !last && 'border-b')}>{name}</dt>
      <dd className={cn('m-0 min-w-0 py-[7px] break-words', !last && 'border-b', bad && 'text-bad')}>
        {children}
      </dd>
    </>
  );
}

const MOST_LINES = 8;

/** Only the lines that differ, before → after. */
function QueryChange({ before, after }: { before: string | null; after: string }) {
  if (before === null)
    return <span>{plural(after.split('\n').filter((line) => line.trim() !== '').length, 'line')}, new</span>;
  const pairs = changedPairs(before, after);
  if (pairs.length === 0) return <span>no change</span>;
  return (
    <ul className="m-0 flex list-none flex-col gap-1 p-0 font-mono text-sm">
      {pairs.slice(0, MOST_LINES).map((pair, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is never reordered and lines may repeat
        <li key={at} className="break-words">
          {pair.before === null ? (
            <span className="text-muted">new </span>
          ) : (
            <span className="rounded-sm bg-del px-1">{pair.before}</span>
          )}
          {pair.before !== null && pair.after !== null ? <span className="font-sans"> → </span> : null}
          {pair.after === null ? (
            <span className="font-sans text-muted"> removed</span>
          ) : (
            <span className="rounded-sm bg-add px-1">{pair.after}</span>
          )}
        </li>
      ))}
      {pairs.length > MOST_LINES ? (
        <li className="font-sans text-muted">and {plural(pairs.length - MOST_LINES, 'more line')}</li>
      ) : null}
    </ul>
  );
}
