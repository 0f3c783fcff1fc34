import { randomUUID } from 'node:crypto';
import { PenstockError } from '@penstock/common';
import type { ResolvedPipeline } from '@penstock/config-schema';
import type { StartKind } from '../../contracts/server-api';

export type StartChoice = { kind: StartKind; at?: string | undefined };

/** What a choice needs beside itself. */
export type ChoiceFacts = {
  pipeline: ResolvedPipeline | null;
  /** The deployment to go on from with `adopt`. */
  adopt: string | null;
  /** Deployments whose positions in the table the person was shown. */
  besides: readonly string[];
  /** The newest entry of the catalog's log of this deployment: commits up to it no longer stand against the choice. */
  afterCommit: string | null;
};

/** As the scan mode of the pipeline says. */
export function startOfScanMode(pipeline: ResolvedPipeline | null): StartChoice {
  const mode = pipeline?.scanMode;
  if (mode === 'latest-offset') return { kind: 'latest' };
  if (mode === 'group-offsets') return { kind: 'group' };
  const ms = pipeline?.scanTimestampMs;
  if (mode === 'timestamp' && ms !== null && ms !== undefined)
    return { kind: 'time', at: new Date(ms).toISOString() };
  return { kind: 'earliest' };
}

/** The choice as the deployment keeps it. Its id makes it a choice of its own, which is applied once. */
export function storedStart(choice: StartChoice, facts: ChoiceFacts): Record<string, unknown> {
  return {
    ...checked(choice, facts),
    choiceId: randomUUID(),
    ...(facts.besides.length === 0 ? {} : { besides: facts.besides }),
    ...(facts.afterCommit === null ? {} : { afterCommit: facts.afterCommit }),
  };
}

function checked(choice: StartChoice, { pipeline, adopt }: ChoiceFacts): Record<string, string> {
  if (choice.kind === 'group') return { kind: 'group', groupId: pipeline?.groupId ?? '' };
  if (choice.kind === 'adopt') {
    if (adopt === null)
      throw new PenstockError('bad_input', 'The table has no position of another pipeline to go on from.');
    return { kind: 'adopt', deploymentId: adopt };
  }
  if (choice.kind !== 'time') return { kind: choice.kind };
  const at = new Date(choice.at ?? '');
  if (Number.isNaN(at.getTime())) throw new PenstockError('bad_input', 'Choose the time from which to read.');
  return { kind: 'time', at: at.toISOString() };
}
