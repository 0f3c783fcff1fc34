import type { DuckDBConnection } from '@duckdb/node-api';
import { lock } from '../../duckdb/lock-down';
import { ValueAppender } from '../../duckdb/value-appender';
import { formatByName } from '../../embedded/format';
import { RecordBlock } from '../../records/record-block';
import { applyTransform } from '../../transform/apply';
import { decodeBlock } from '../../transform/decode-table';
import type { PreviewJob, PreviewRecord, PreviewResult } from '../protocol';

/** Carries out one preview on a fresh instance: every message ends as out, filtered or failed. */
export async function runPreview(connection: DuckDBConnection, job: PreviewJob): Promise<PreviewResult> {
  const started = performance.now();
  await lock(connection, { allowedDirectories: [], timeZone: job.timeZone });
  const block = blockOf(job.values);
  const format = formatByName(job.format);
  const decoded = await decodeBlock(connection, new ValueAppender(), { block, format, columns: job.columns });
  const rows = new Map<number, string[]>();
  const failures = await applyTransform(
    { connection, transform: job.transform, columns: job.columns, count: block.count },
    async (select) => {
      for (const [record, ...values] of (await connection.runAndReadAll(select)).getRowsJson()) {
        const input = Number(record);
        const list = rows.get(input) ?? [];
        list.push(JSON.stringify(values));
        rows.set(input, list);
      }
    },
  );
  const records: PreviewRecord[] = [];
  const failed = new Map(failures.map((f) => [f.record, f]));
  const unreadable = new Map(decoded.unreadable.map((u) => [u.record, u]));
  const ignored = new Set(decoded.ignored);
  for (let i = 0; i < block.count; i++) {
    const bad = unreadable.get(i);
    const failure = failed.get(i);
    const out = rows.get(i);
    if (bad !== undefined)
      records.push({ kind: 'failed', input: i, reason: bad.reason, column: bad.column, sqlLine: null });
    else if (failure !== undefined) {
      records.push({
        kind: 'failed',
        input: i,
        reason: failure.reason,
        column: failure.column,
        sqlLine: failure.sqlLine,
      });
    } else if (out !== undefined) for (const row of out) records.push({ kind: 'out', input: i, row });
    else
      records.push({
        kind: 'filtered',
        input: i,
        reason: ignored.has(i) ? 'no value' : job.transform.filterText,
      });
  }
  return { records, engineMs: performance.now() - started };
}

function blockOf(values: readonly (Uint8Array | null)[]): RecordBlock {
  const block = new RecordBlock();
  values.forEach((value, i) => {
    block.push({ offset: BigInt(i), timestamp: -1, key: null, value });
  });
  return block;
}
