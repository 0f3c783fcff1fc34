import type { RunSpec } from '../../types';
import { FilesSource } from './files/files-source';
import { KafkaSource } from './kafka/kafka-source';
import type { Source } from './source';

export function openSource(spec: RunSpec): Source {
  const { connection, pipeline } = spec;
  if (connection.kind === 'kafka') return new KafkaSource(connection, pipeline.kafkaTopic, pipeline.groupId);
  return new FilesSource(connection.dir, pipeline.kafkaTopic);
}
