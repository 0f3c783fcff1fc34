import { childrenOf, signalAll } from '../harness/children-of';
import type { Fault } from '../run/fault';
import { someMoment } from '../run/moments';

export const killChild: Fault = {
  name: 'kill-child',
  promise: 'a pipeline whose process is killed at any moment goes on by itself, each row once',
  async strike(scene) {
    for (let strike = 0; strike < scene.strikes; strike += 1) {
      await someMoment(scene);
      signalAll(childrenOf(scene.installation.runner.pid), 'SIGKILL');
    }
  },
};
