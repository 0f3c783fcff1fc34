import type { Fault } from '../run/fault';
import { atSomeMoments } from '../run/strikes';

export const killServer: Fault = {
  name: 'kill-server',
  promise: 'while the server is killed at any moment, commits wait and land once',
  strike: atSomeMoments(({ installation }) => installation.server.end('SIGKILL')),
};
