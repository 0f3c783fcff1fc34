import { childrenOf, signalAll } from '../harness/children-of';
import type { Fault } from '../run/fault';
import { leaseEpoch, leaseExpired } from '../run/lease';
import { someMoment } from '../run/moments';
import { within } from '../run/within';

export const pausedRunner: Fault = {
  name: 'paused-runner',
  promise:
    'a runner that wakes after its lease has expired, with nobody else there, goes on under a new epoch',
  async strike(scene) {
    for (let strike = 0; strike * 3 < scene.strikes; strike += 1) {
      await someMoment(scene);
      const { pid } = scene.installation.runner;
      const who = scene.draws.pick('paused', ['the runner', 'the runner and its pipeline']);
      const pids = who === 'the runner' ? [pid] : [pid, ...childrenOf(pid)];
      const epoch = await leaseEpoch(scene);
      signalAll(pids, 'SIGSTOP');
      try {
        await within('the lease has expired', () => leaseExpired(scene));
      } finally {
        signalAll(pids, 'SIGCONT');
      }
      await within('a new epoch', async () => (await leaseEpoch(scene)) > epoch);
    }
  },
};
