import { PenstockError } from '@penstock/common';
import type { KnownCommit, Lease, PreparedVersion } from '@penstock/control/runner';
import type { Caution, ChosenStart, DuckDbExtensions, RunSpec } from '@penstock/engine';
import { z } from 'zod';

const choice = { choiceId: z.string().optional(), besides: z.array(z.string()).optional() };
const startSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('earliest'), ...choice }),
  z.object({ kind: z.literal('latest'), ...choice }),
  z.object({ kind: z.literal('group'), groupId: z.string(), ...choice }),
  z.object({ kind: z.literal('time'), at: z.string(), ...choice }),
  z.object({ kind: z.literal('stored'), ...choice }),
  z.object({ kind: z.literal('adopt'), deploymentId: z.string(), ...choice }),
]);

const defaultMemoryMb = 512;

export type SpecInput = {
  prepared: PreparedVersion;
  lease: Lease;
  runId: string;
  start: unknown;
  lastCommit: KnownCommit | null;
  caution: Caution | null;
  catalogUri: string;
  stateDir: string;
  extensions: DuckDbExtensions;
};

/** Everything an engine needs for one run. */
export function buildRunSpec(input: SpecInput): RunSpec {
  const { prepared, lease } = input;
  const { pipeline } = prepared;
  return {
    deploymentId: lease.deploymentId,
    runId: input.runId,
    versionId: prepared.versionId,
    versionNumber: prepared.versionNumber,
    epoch: lease.epoch,
    pipeline,
    connection: prepared.connection,
    catalog: { uri: input.catalogUri, token: lease.token, fenced: true },
    flinkVersion: pipeline.flinkVersion,
    timeZone: pipeline.timeZone,
    start: readStart(input.start),
    lastCommit: input.lastCommit,
    caution: input.caution,
    stateDir: input.stateDir,
    limits: { memoryMb: pipeline.memoryMb ?? defaultMemoryMb, threads: Math.max(1, pipeline.parallelism) },
    extensions: input.extensions,
  };
}

/** Where to read from when the table has no position yet; without a choice, from the beginning: nothing is skipped silently. */
function readStart(value: unknown): ChosenStart {
  if (value === null || value === undefined) return { kind: 'earliest' };
  const parsed = startSchema.safeParse(value);
  if (!parsed.success)
    throw new PenstockError(
      'blocked',
      'The start position of this deployment cannot be read. Deploy it again and choose where to start.',
    );
  return parsed.data;
}

/** True when a later command asks for what runs already, settings and connection included. */
export function isSame(a: PreparedVersion, b: PreparedVersion): boolean {
  return a.versionId === b.versionId && JSON.stringify(a) === JSON.stringify(b);
}
