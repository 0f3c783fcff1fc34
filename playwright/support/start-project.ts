import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { Kafka, logLevel } from 'kafkajs';
import { ensureTopics } from '../../packages/local-stack/src/kafka/topics';
import { brokers } from './stack';

/** A project of the test's own with one pipeline, so that no other test meets it. */
export type StartProject = { slug: string; pipeline: string; topic: string; table: string };

const kafka = () => new Kafka({ clientId: 'outside-check', brokers: brokers(), logLevel: logLevel.NOTHING });

/** Imports the project as the page would, and makes its topic. */
export async function importStartProject(page: Page): Promise<StartProject> {
  const id = randomUUID().slice(0, 8);
  const project = { slug: `starts-${id}`, pipeline: 'visits', topic: `visits-${id}`, table: `visits_${id}` };
  await ensureTopics(brokers(), [{ topic: project.topic, partitions: 1, config: { 'retention.ms': '-1' } }]);
  await page.goto('/');
  const status = await page.evaluate(
    async (body) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch('/api/trpc/projects.importFolder', { method: 'POST', headers, body });
      return `${answer.status} ${(await answer.text()).slice(0, 300)}`;
    },
    JSON.stringify({ slug: project.slug, name: project.slug, files: filesOf(project) }),
  );
  if (!status.startsWith('200')) throw new Error(`the project could not be imported: ${status}`);
  return project;
}

/** One visit per number, sent as many minutes after noon of 20 October 2024 UTC. */
export async function sendVisits(topic: string, numbers: readonly number[]): Promise<void> {
  const noon = Date.UTC(2024, 9, 20, 12);
  const messages = numbers.map((n) => ({
    value: JSON.stringify({ visit_id: `v-${n}` }),
    timestamp: String(noon + n * 60_000),
  }));
  await send(topic, messages);
}

export async function send(topic: string, messages: { value: string; timestamp?: string }[]): Promise<void> {
  const producer = kafka().producer();
  await producer.connect();
  await producer.send({ topic, messages });
  await producer.disconnect();
}

function filesOf({ pipeline, topic, table }: StartProject): Record<string, string> {
  return {
    'config/topics.yaml': `topics:
  ${pipeline}:
    topic: ${topic}
    kafka_group_id: ${topic}
    scan_mode: earliest-offset
    format: json
    checkpoint_interval: 1s
    source_schema:
      - {name: visit_id, type: STRING}
    sink:
      table_name: ${table}
      schema:
        - {name: visit_id, type: STRING}
    transformation: visits
`,
    'config/transformations.yaml':
      'transformations:\n  visits:\n    class: Visits\n    module: transformations.visits\n',
    'transformations/visits.sql': 'SELECT visit_id FROM {source_table}\n',
  };
}
