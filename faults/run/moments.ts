import { setTimeout as delay } from 'node:timers/promises';
import type { Exchange } from '../harness/exchange';
import type { Installation } from '../harness/installation';
import type { Scene } from './fault';
import type { Pipeline } from './pipeline';
import { stuckMs, within } from './within';

/** Waits until `count` further commits of the pipeline were seen by the reader. */
export async function furtherCommits(pipeline: Pipeline, count: number): Promise<void> {
  const seen = () => pipeline.followed.position?.seq ?? 0n;
  const until = seen() + BigInt(count);
  await within(`${count} further commits of ${pipeline.topic}`, () => seen() >= until);
}

/** A drawn number of commits and then a drawn moment between two of them: where in its work the victim is, is chance. */
export async function someMoment({ draws, pipeline }: Scene): Promise<void> {
  const commits = draws.int('after commits', 1, 3);
  const ms = draws.int('and ms', 0, 250);
  await furtherCommits(pipeline, commits);
  await delay(ms);
}

export async function statusOf({ installation, pipeline }: Scene): Promise<string> {
  const { observed, problem } = await installation.control.deployments.get(pipeline.deploymentId);
  return observed.status === 'blocked' ? (problem?.code ?? 'blocked') : observed.status;
}

/** Resolves the moment a commit with rows passes from a pipeline to the catalog. */
export async function commitOnTheWay({ proxy }: Installation): Promise<void> {
  let seen = false;
  proxy.onExchange = ({ step }) => {
    seen ||= step === 'rows';
  };
  await within('a commit is on the way', () => seen, stuckMs);
  proxy.onExchange = null;
}

/** Acts the moment a commit with rows, or one of `which`, has been answered with success, and gives its commit id. */
export async function commitAnswered(
  { proxy }: Installation,
  act: () => Promise<void>,
  which: (exchange: Exchange) => boolean = ({ step }) => step === 'rows',
): Promise<string> {
  let acting: Promise<void> | null = null;
  let commitId = '';
  proxy.onDone = (exchange) => {
    const found = /commitId\\*":\\*"([0-9a-f-]{36})/.exec(exchange.body.toString('utf8'))?.[1];
    if (!which(exchange) || found === undefined || acting !== null) return;
    commitId = found;
    acting = act();
  };
  await within('a commit is answered', () => acting !== null);
  proxy.onDone = null;
  await acting;
  return commitId;
}
