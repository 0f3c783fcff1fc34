import type { Fault } from '../run/fault';
import { catalogReplies } from './catalog-replies';
import { childCrashPoints } from './child-crash-points';
import { drain } from './drain';
import { fastAndSlow } from './fast-and-slow';
import { foreignWriter } from './foreign-writer';
import { kafkaKilled } from './kafka-killed';
import { killChild } from './kill-child';
import { killDuringReplay } from './kill-during-replay';
import { killRunner } from './kill-runner';
import { killServer } from './kill-server';
import { lateLanding } from './late-landing';
import { pausedRunner } from './paused-runner';
import { poisonFail, poisonQuarantine, poisonSkip } from './poison';
import { postgresKilled } from './postgres-killed';
import { powerLoss } from './power-loss';
import { queueEmptied } from './queue-emptied';
import { serverCrashPoints } from './server-crash-points';
import { setBackMain, setBackTable } from './set-back';
import { tableRecreated } from './table-recreated';
import { topicRecreated } from './topic-recreated';
import { twoOwners } from './two-owners';

/** Every fault that the nemesis can draw. */
export const catalogue: readonly Fault[] = [
  killChild,
  killRunner,
  killServer,
  childCrashPoints,
  serverCrashPoints,
  drain,
  catalogReplies,
  lateLanding,
  pausedRunner,
  twoOwners,
  queueEmptied,
  postgresKilled,
  kafkaKilled,
  powerLoss,
  setBackTable,
  setBackMain,
  tableRecreated,
  topicRecreated,
  fastAndSlow,
  foreignWriter,
  poisonQuarantine,
  poisonSkip,
  poisonFail,
  killDuringReplay,
];
