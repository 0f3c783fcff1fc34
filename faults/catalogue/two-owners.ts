import { childrenOf, signalAll } from '../harness/children-of';
import type { Fault, Scene } from '../run/fault';
import { leaseOwner } from '../run/lease';
import { furtherCommits } from '../run/moments';
import { arriveLate } from '../run/strikes';
import { within } from '../run/within';

export const twoOwners: Fault = {
  name: 'two-owners',
  promise: 'a paused runner that was taken over and wakes with a commit on the way writes nothing any more',
  async strike(scene) {
    const { installation } = scene;
    const { runner, proxy } = installation;
    const other = installation.addRunner('runner-2');
    try {
      const held = scene.draws.pick('a commit is on the way', ['yes', 'no']) === 'yes';
      const zombies = await pause(scene, held);
      try {
        await within('the other runner has taken over', async () => (await leaseOwner(scene)) === 'runner-2');
        if (held) await arriveLate(installation);
        await furtherCommits(scene.pipeline, 2);
      } finally {
        signalAll(zombies, 'SIGCONT');
      }
      await within('the pipelines of the first runner have ended', () =>
        childrenOf(runner.pid).every((pid) => !zombies.includes(pid)),
      );
      await furtherCommits(scene.pipeline, 2);
    } finally {
      proxy.calm();
      await other.down('SIGTERM');
    }
  },
};

/** Stops the first runner with its pipelines, while a commit of theirs is on the way when `held`. */
async function pause({ installation: { runner, proxy } }: Scene, held: boolean): Promise<number[]> {
  if (held) {
    proxy.disturb('rows', { do: 'hold-open' });
    await within('a commit is on the way', () => proxy.heldCount() === 1);
  }
  const pids = [runner.pid, ...childrenOf(runner.pid)];
  signalAll(pids, 'SIGSTOP');
  return pids;
}
