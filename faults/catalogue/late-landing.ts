import type { Fault, Scene } from '../run/fault';
import { furtherCommits } from '../run/moments';
import { arriveLate, killPipelines, takenOver } from '../run/strikes';
import { within } from '../run/within';

const whens = ['before the retry lands', 'after the retry landed'] as const;

export const lateLanding: Fault = {
  name: 'late-landing',
  promise: 'a commit that was lost on the way and lands after its batch was read again, larger, is refused',
  async strike(scene) {
    for (let strike = 0; strike < scene.strikes; strike += 1) {
      for (const when of scene.draws.shuffle('released', whens)) await landLate(scene, when);
      await landTwice(scene);
    }
  },
};

/** The pipeline dies while its commit is on the way; the next run reads on from the stored offsets and has more to read. */
async function landLate(scene: Scene, when: (typeof whens)[number]): Promise<void> {
  const { installation, pipeline } = scene;
  const { proxy } = installation;
  proxy.disturb('rows', { do: 'hold' });
  proxy.disturb('rows', { do: 'drop-request' }, 1_000);
  await within('a commit is on the way', () => proxy.heldCount() === 1);
  const epoch = pipeline.followed.position?.epoch ?? 0n;
  killPipelines(installation);
  await takenOver(scene, epoch);
  if (when === 'before the retry lands') await arriveLate(installation);
  proxy.calm();
  await furtherCommits(pipeline, 1);
  if (when === 'after the retry landed') await arriveLate(installation);
}

/** The same run sends its commit again, and the first copy comes after that. */
async function landTwice({ installation: { proxy }, pipeline }: Scene): Promise<void> {
  proxy.disturb('rows', { do: 'hold' });
  await within('a commit is on the way', () => proxy.heldCount() === 1);
  await furtherCommits(pipeline, 1);
  await proxy.release();
  await furtherCommits(pipeline, 1);
}
