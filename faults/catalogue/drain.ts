import type { Fault } from '../run/fault';
import { someMoment } from '../run/moments';

export const drain: Fault = {
  name: 'drain',
  promise: 'a runner or server that is asked to end under load leaves nothing half done',
  async strike(scene) {
    for (let strike = 0; strike < scene.strikes; strike += 1) {
      await someMoment(scene);
      const who = scene.draws.pick('asked to end', ['server', 'runner']);
      await scene.installation[who].end('SIGTERM');
    }
  },
};
