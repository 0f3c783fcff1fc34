import { printable } from '@penstock/common';
import type { RecordBlock } from '../../records/record-block';
import type { SetAside } from '../../types';
import type { BadRecord } from './batch';

/** Bytes of a value that are kept. */
const KEPT_BYTES = 1 << 20;
const REASON_LENGTH = 1000;
/** Records sent at once. */
const CHUNK = 200;

/** Builds set-aside records with their position and bytes, in chunks, so that a bad topic does not fill the memory. */
export function* setAsideChunks(
  block: RecordBlock,
  bad: readonly BadRecord[],
  commit: { epoch: string; seq: string },
): Generator<SetAside[]> {
  for (let from = 0; from < bad.length; from += CHUNK) {
    yield bad.slice(from, from + CHUNK).map((record) => setAside(block, record, commit));
  }
}

function setAside(block: RecordBlock, bad: BadRecord, commit: { epoch: string; seq: string }): SetAside {
  const { topicId, topic, partition } = block.segmentOf(bad.record);
  const timestamp = block.timestamps[bad.record] ?? -1;
  const value = block.value(bad.record);
  return {
    kind: 'unreadable',
    topicId,
    kafkaTopic: topic,
    partition,
    offset: String(block.offset(bad.record)),
    ...commit,
    reason: printable(bad.reason, REASON_LENGTH),
    ...(bad.column === null ? {} : { column: bad.column }),
    ...(bad.sqlLine === null ? {} : { sqlLine: bad.sqlLine }),
    key: block.key(bad.record),
    value: value?.subarray(0, KEPT_BYTES) ?? null,
    valueSize: value?.length ?? 0,
    timestampMs: timestamp < 0 ? null : String(timestamp),
  };
}

/** The message as a person can read it in a problem's text. */
export function excerpt(block: RecordBlock, record: number): string {
  const value = block.value(record);
  return value === null ? '' : printable(Buffer.from(value.subarray(0, 300)).toString('utf8'), 300);
}
