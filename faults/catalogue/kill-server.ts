import type { Fault } from '../run/fault';
import { someMoment } from '../run/moments';

export const killServer: Fault = {
  name: 'kill-server',
  promise: 'while the server is killed at any moment, commits wait and land once',
  async strike(scene) {
    for (let strike = 0; strike < scene.strikes; strike += 1) {
      await someMoment(scene);
      await scene.installation.server.end('SIGKILL');
    }
  },
};
