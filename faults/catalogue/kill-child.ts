import type { Fault } from '../run/fault';
import { atSomeMoments, killPipelines } from '../run/strikes';

export const killChild: Fault = {
  name: 'kill-child',
  promise: 'a pipeline whose process is killed at any moment goes on by itself, each row once',
  strike: atSomeMoments(({ installation }) => killPipelines(installation)),
};
