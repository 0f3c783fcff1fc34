import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from '../run/fault';
import { furtherCommits, someMoment } from '../run/moments';

export const kafkaKilled: Fault = {
  name: 'kafka-killed',
  promise: 'a Kafka that is killed and comes back is waited for, and each acknowledged message arrives once',
  async strike(scene) {
    const { kafka } = scene.installation.services;
    for (let strike = 0; strike * 2 < scene.strikes; strike += 1) {
      await someMoment(scene);
      await kafka.kill('SIGKILL');
      await delay(scene.draws.int('ms away', 0, 3_000));
      await kafka.restart();
      await furtherCommits(scene.pipeline, 1);
    }
  },
};
