import type { Fault } from '../run/fault';
import { furtherCommits } from '../run/moments';
import { within } from '../run/within';

const points = ['prepared', 'written', 'locked', 'moved', 'committed'] as const;

export const serverCrashPoints: Fault = {
  name: 'server-crash-points',
  promise:
    'a server that dies at any named point of a commit, also between lock and pointer, leaves it whole or undone',
  async strike(scene) {
    const { server } = scene.installation;
    for (const point of scene.draws.shuffle('points', points)) {
      const passes = scene.draws.int('at pass', 1, 3);
      await server.end('SIGKILL', { CRASH_AT: `${point}:${passes}` });
      const { starts } = server;
      await within(`a crash at ${point}`, () => server.starts > starts);
      await furtherCommits(scene.pipeline, 1);
    }
  },
};
