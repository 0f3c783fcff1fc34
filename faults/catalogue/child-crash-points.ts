import type { CrashStep } from '../../packages/engine/src/embedded/run/crash-point';
import type { Fault, Scene } from '../run/fault';
import { furtherCommits } from '../run/moments';
import { within } from '../run/within';

const points = [
  'after-read',
  'after-transform',
  'after-stage',
  'before-commit',
  'after-commit-before-ack',
] as const satisfies readonly CrashStep[];

export const childCrashPoints: Fault = {
  name: 'child-crash-points',
  promise: 'a pipeline that dies at any named point of a batch neither loses nor doubles it',
  async strike(scene) {
    const { draws, installation } = scene;
    for (const point of draws.shuffle('points', points)) {
      const passes = draws.int('at pass', 1, 2);
      const before = await runsBegun(scene);
      await installation.runner.end('SIGKILL', { CRASH_AT: `${point}:${passes}` });
      // one run of the new runner process, and one after its crash
      await within(`a crash at ${point}`, async () => (await runsBegun(scene)) >= before + 2n);
      // a commit proves the next run sound; without it the waits between restarts would add up
      await installation.runner.end('SIGKILL');
      await furtherCommits(scene.pipeline, 1);
    }
  },
  heal: ({ installation }) => installation.runner.end('SIGKILL'),
};

/** The newest epoch in which a run of the first pipeline began. */
async function runsBegun({ installation, pipeline }: Scene): Promise<bigint> {
  const { rows } = await installation.db.query<{ epoch: string }>(
    'select coalesce(max(epoch), 0)::text as epoch from runs where deployment_id = $1',
    [pipeline.deploymentId],
  );
  return BigInt(rows[0]?.epoch ?? '0');
}
