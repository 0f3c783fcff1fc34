import type { Range } from '../diagnostics/file-diagnostic';
import type { Report } from './report';

/** Kafka's own rule (`Topic.validate`): 249 characters of these, not `.` or `..`. */
export const isKafkaTopic = (name: string): boolean =>
  /^[A-Za-z0-9._-]{1,249}$/.test(name) && !/^\.{1,2}$/.test(name);

/** A pipeline's key names folders (`samples/<key>`), so it must be safe as one. */
export const isPipelineKey = (key: string): boolean =>
  /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(key) && !key.includes('..');

/** Names of tables and namespaces: what every catalog and engine takes without quoting surprises. */
export const isTableName = (name: string): boolean => /^[A-Za-z0-9_][A-Za-z0-9_-]{0,127}$/.test(name);

export function checkNames(
  key: string,
  keyRange: Range,
  kafkaTopic: string,
  topicRange: Range,
  report: Report,
): void {
  if (!isPipelineKey(key)) {
    report(
      keyRange,
      'pipeline_key',
      `"${key.slice(0, 60)}" cannot name a pipeline. Use letters, digits, "-", "_" and "."; set "topic:" when Kafka's name differs.`,
    );
  } else if (!isKafkaTopic(kafkaTopic)) {
    report(
      topicRange,
      'kafka_topic',
      `"${kafkaTopic.slice(0, 60)}" is not a possible name of a Kafka topic. Use letters, digits, ".", "_" and "-".`,
    );
  }
}
