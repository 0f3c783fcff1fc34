import type { Fault } from '../run/fault';
import { atSomeMoments } from '../run/strikes';

export const killRunner: Fault = {
  name: 'kill-runner',
  promise: 'a runner that is killed at any moment takes its pipelines up again, each row once',
  strike: atSomeMoments(({ installation }) => installation.runner.end('SIGKILL')),
};
