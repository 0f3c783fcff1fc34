import type { Fault } from '../run/fault';
import { someMoment } from '../run/moments';

export const killRunner: Fault = {
  name: 'kill-runner',
  promise: 'a runner that is killed at any moment takes its pipelines up again, each row once',
  async strike(scene) {
    for (let strike = 0; strike < scene.strikes; strike += 1) {
      await someMoment(scene);
      await scene.installation.runner.end('SIGKILL');
    }
  },
};
