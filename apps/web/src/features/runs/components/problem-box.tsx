'use client';

import type { DeploymentView } from '@penstock/control/contracts';
import Link from 'next/link';
import { ScrollRegion } from '../../../components/ui/scroll-region';
import { formatCount, formatExact, formatShortClock } from '../../../lib/format';
import { useNow } from '../../../lib/use-now';
import { describeStatus } from '../../deploy/status';
import { RetryButton } from './retry-button';

type Props = {
  deployment: DeploymentView;
  pipelineKey?: string;
  actions?: React.ReactNode;
  lately?: React.ReactNode;
};

/** Why it does not run: the reason in a sentence, the SQL line, the record, what happens next and what can be done. */
export function ProblemBox({ deployment, pipelineKey, actions, lately }: Props) {
  const now = useNow();
  const problem = deployment.problem;
  if (!problem) return null;
  const word = describeStatus(deployment, now).word;
  return (
    <section
      aria-label="Problem"
      className="mx-3 mt-2 grid gap-4 rounded-lg border border-bad bg-bad-soft px-3.5 py-2.5 min-[1100px]:grid-cols-[1fr_auto]"
    >
      <div className="min-w-0">
        <p className="m-0">
          <b className="text-bad">
            ▲ {word} since{' '}
            <time dateTime={problem.since} title={formatExact(problem.since)}>
              {formatShortClock(problem.since)}
            </time>
          </b>{' '}
          <span className="[overflow-wrap:anywhere]">{problem.message}</span>
          {problem.sqlLine ? <SqlLine line={problem.sqlLine} pipelineKey={pipelineKey} /> : null}
          {problem.record
            ? `, partition ${problem.record.partition}, offset ${formatCount(problem.record.offset)}`
            : null}
        </p>
        {problem.record?.excerpt ? (
          <ScrollRegion label="The record" className="my-1.5 max-h-24 rounded-sm bg-panel px-2 py-1">
            <pre className="m-0 font-mono text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">
              {problem.record.excerpt}
            </pre>
          </ScrollRegion>
        ) : null}
        <p className="m-0">
          {holdsPosition(problem.code) ? 'Nothing is lost: the position is held.' : null}{' '}
          {triesText(problem, now)}
        </p>
        <div className="mt-2 flex flex-wrap gap-2">
          {problem.choosesStart ? null : <RetryButton deploymentId={deployment.id} />}
          {actions}
          {problem.choosesStart ? <RetryButton deploymentId={deployment.id} variant="default" /> : null}
        </div>
      </div>
      {lately}
    </section>
  );
}

function SqlLine({ line, pipelineKey }: { line: number; pipelineKey: string | undefined }) {
  const text = `SQL line ${line}`;
  if (!pipelineKey) return <>, {text}</>;
  return (
    <>
      ,{' '}
      <Link className="underline" href={`/pipelines/${encodeURIComponent(pipelineKey)}/edit?line=${line}`}>
        {text}
      </Link>
    </>
  );
}

function triesText(problem: NonNullable<DeploymentView['problem']>, now: number): string {
  const tried = problem.tries
    ? `Tried ${formatCount(problem.tries)} ${problem.tries === 1 ? 'time' : 'times'}`
    : '';
  const next = problem.nextTryAt
    ? Date.parse(problem.nextTryAt) > now
      ? `next at ${formatExact(problem.nextTryAt).split(', ').at(-1)}`
      : 'trying now'
    : 'it waits for you';
  return tried ? `${tried}, ${next}.` : `${next.charAt(0).toUpperCase()}${next.slice(1)}.`;
}

/** A topic or table that is another than before holds no promise; the message itself says what may be missing. */
function holdsPosition(code: string): boolean {
  return !code.startsWith('blocked:');
}
