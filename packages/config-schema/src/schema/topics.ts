import { z } from 'zod';
import { bool, duration, memory, text, timestamp, wholeNumber, word } from './fields';

export const scanModes = ['earliest-offset', 'latest-offset', 'group-offsets', 'timestamp'] as const;
export const onErrorChoices = ['fail', 'skip', 'quarantine'] as const;
export const engineNames = ['embedded', 'flink', 'spark'] as const;
export const sinkTypes = ['iceberg', 'parquet'] as const;

const columnName = () => text('a column name', 255);
const typeName = () => text('a Flink SQL type such as STRING or TIMESTAMP(3)', 10_000);

/** Columns as existing projects list them, or the short map form `name: TYPE`; the order counts in both. */
export const columnsSchema = z.union(
  [z.array(z.object({ name: columnName(), type: typeName() })), z.record(z.string(), typeName())],
  { error: 'must be a list of "- name: … / type: …", or lines "name: TYPE".' },
);

const names = (what: string) =>
  z.union([z.array(text(what, 255)), text(what, 255).transform((one) => [one])]);

export const eventTimeSchema = z.object(
  {
    column: columnName().optional(),
    expression: text('Flink SQL that gives a timestamp', 4000).optional(),
    watermark_delay: duration(0, 366 * 86_400_000, 'a duration such as 5 s or 1 min').optional(),
  },
  { error: 'must be a map with "column" or "expression", and "watermark_delay".' },
);

export const sinkSchema = z.object(
  {
    type: word(sinkTypes).optional(),
    table_name: text('a table name', 255).optional(),
    namespace: names('a namespace').optional(),
    path: text('a folder for the Parquet files', 1000).optional(),
    schema: columnsSchema.optional(),
    partition_by: names('a column or a transform such as day(order_time)').optional(),
    properties: z
      .record(z.string(), text('a text', 4000), { error: 'must be lines "name: value".' })
      .optional(),
  },
  { error: 'must be a map with "table_name" and "schema".' },
);

/** Keys that `defaults` in penstock.yaml may set for every pipeline. */
export const sharedKeys = {
  connection: text('the name of a connection', 128).optional(),
  scan_mode: word(scanModes).optional(),
  format: word(['json']).optional(),
  on_error: word(onErrorChoices).optional(),
  engine: word(engineNames).optional(),
  parallelism: wholeNumber(1, 1024).optional(),
  memory: memory().optional(),
  checkpoint_interval: duration(100, 86_400_000, 'a duration from 100 ms to 24 h, such as 10 s').optional(),
  batch_size: wholeNumber(1, 10_000_000).optional(),
};

/** One entry under `topics:`. Keys that are missing take the project's defaults, then Penstock's. */
export const topicEntrySchema = z.object(
  {
    ...sharedKeys,
    description: text('a text', 4000).optional(),
    enabled: bool().optional(),
    topic: text('the name of a Kafka topic', 249).optional(),
    kafka_group_id: text('a consumer group', 255).optional(),
    scan_timestamp: timestamp().optional(),
    source_schema: columnsSchema.optional(),
    event_time: eventTimeSchema.optional(),
    inputs: names('the key of another entry').optional(),
    sink: sinkSchema.optional(),
    transformation: text('the name of a transformer', 128).optional(),
  },
  { error: 'must be a map with "source_schema", "sink" and "transformation".' },
);

export const topicsFileSchema = z.object({ topics: z.record(z.string(), topicEntrySchema) });

export type TopicEntry = z.infer<typeof topicEntrySchema>;
export type ScanMode = (typeof scanModes)[number];
export type OnError = (typeof onErrorChoices)[number];
export type EngineName = (typeof engineNames)[number];
export type SinkType = (typeof sinkTypes)[number];
