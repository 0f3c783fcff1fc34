import { join } from 'node:path';
import { cacheDir } from '../cache/cache-dir';
import { examplePartitions } from '../generator/kafka-sink';
import { exampleTopics } from '../generator/messages';
import type { BrokerPorts } from '../kafka/broker-files';
import { brokerJars, type KafkaPlan } from '../kafka/discover';
import { brokerPorts, startBroker } from '../kafka/start';
import { ensureTopics } from '../kafka/topics';
import type { Supervisor } from '../supervisor/supervisor';
import type { LauncherHost } from './host';
import type { KafkaSetting, Places } from './settings';

export type MessagesPlan =
  | { kind: 'given'; setting: KafkaSetting }
  | { kind: 'own'; setting: KafkaSetting; plan: Extract<KafkaPlan, { kind: 'own' }>; ports: BrokerPorts }
  | { kind: 'files'; setting: KafkaSetting; reason: string };

const about = { name: 'kafka', label: 'Kafka' };

/** Fixes the address at which messages will be, before anything listens there. */
export async function planMessages(
  plan: KafkaPlan,
  places: Places,
  say: (line: string) => void,
): Promise<MessagesPlan> {
  if (plan.kind === 'given') return { kind: 'given', setting: { kind: 'kafka', brokers: plan.brokers } };
  if (plan.kind === 'files') return files(places, plan.reason);
  const ports = await brokerPorts(join(places.data, 'kafka'), say);
  return { kind: 'own', plan, ports, setting: { kind: 'kafka', brokers: [`127.0.0.1:${ports.port}`] } };
}

export function files(places: Places, reason: string): MessagesPlan {
  return { kind: 'files', reason, setting: { kind: 'files', dir: places.messages } };
}

/** Shows what there is instead of a broker of ours. */
export function reportNoBroker(plan: MessagesPlan, host: LauncherHost): void {
  if (plan.kind === 'given' && plan.setting.kind === 'kafka') {
    host.status.set({
      ...about,
      state: 'ready',
      detail: `the one in KAFKA_BROKERS (${plan.setting.brokers.join(', ')})`,
    });
  }
  if (plan.kind === 'files') {
    const detail = `${plan.reason}; messages are read from files in the data directory instead. Install Java 17 and Maven, or set KAFKA_BROKERS, for a real Kafka.`;
    host.status.set({ ...about, state: 'absent', detail });
    host.say(`Kafka: ${detail}`);
  }
}

/** Fetches the broker when it has not been yet, starts it and makes the example's topics. Rejects when it cannot be had. */
export async function bringUpBroker(
  messages: Extract<MessagesPlan, { kind: 'own' }>,
  host: LauncherHost,
  places: Places,
  supervisor: Supervisor,
): Promise<void> {
  const { java, jars } = messages.plan;
  if (typeof jars !== 'string') host.status.set({ ...about, state: 'fetching', progress: 0 });
  const folder = await brokerJars(jars, cacheDir(), {
    signal: supervisor.signal,
    onProgress: (progress) => {
      host.status.set({
        ...about,
        state: 'fetching',
        progress,
        detail: `Kafka is being fetched, ${progress} %`,
      });
    },
  });
  if (supervisor.isStopping) return;
  const part = supervisor.add({
    ...about,
    detail: () => `127.0.0.1:${messages.ports.port}`,
    start: async () => {
      const broker = await startBroker({
        dir: join(places.data, 'kafka'),
        logFile: join(places.logs, 'kafka.log'),
        java,
        jars: folder,
        ports: messages.ports,
        notice: host.say,
      });
      await ensureTopics(
        broker.brokers,
        exampleTopics.map((topic) => ({ topic, partitions: examplePartitions })),
      );
      return broker;
    },
  });
  await part.start();
}
