import { cachedKafkaJars, type FetchOptions, fetchKafkaJars } from './jars';
import { findJava, findMaven } from './java';

/** Whose Kafka is used: one that is given, our own, or none (message files). */
export type KafkaPlan =
  | { kind: 'given'; brokers: string[] }
  | { kind: 'own'; java: string; jars: string | { mvn: string } }
  | { kind: 'files'; reason: string };

/** Decides without fetching anything, so that the others can be told where messages will be. */
export async function planKafka(cacheDir: string, env: NodeJS.ProcessEnv = process.env): Promise<KafkaPlan> {
  const given = (env.KAFKA_BROKERS ?? '')
    .split(',')
    .map((broker) => broker.trim())
    .filter(Boolean);
  if (given.length > 0) return { kind: 'given', brokers: given };
  const java = await findJava(env);
  if ('missing' in java) return { kind: 'files', reason: java.missing };
  const jars = cachedKafkaJars(cacheDir);
  if (jars) return { kind: 'own', java: java.java, jars };
  const maven = await findMaven(env);
  return 'missing' in maven
    ? { kind: 'files', reason: maven.missing }
    : { kind: 'own', java: java.java, jars: maven };
}

/** The folder of the broker's jars, fetched when they are not cached yet. */
export async function brokerJars(
  jars: string | { mvn: string },
  cacheDir: string,
  options: Pick<FetchOptions, 'onProgress' | 'signal'> = {},
): Promise<string> {
  return typeof jars === 'string' ? jars : fetchKafkaJars({ mvn: jars.mvn, cacheDir, ...options });
}
