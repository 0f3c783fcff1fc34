import type { Fault } from '../run/fault';
import { atSomeMoments } from '../run/strikes';

export const drain: Fault = {
  name: 'drain',
  promise: 'a runner or server that is asked to end under load leaves nothing half done',
  strike: atSomeMoments(async ({ draws, installation }) => {
    const who = draws.pick('asked to end', ['server', 'runner']);
    await installation[who].end('SIGTERM');
  }),
};
