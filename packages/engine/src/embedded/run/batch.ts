import type { DuckDBConnection } from '@duckdb/node-api';
import type { ResolvedPipeline } from '@penstock/config-schema';
import { quoteIdent, toDuckDbType } from '@penstock/flink-sql';
import { ValueAppender } from '../../duckdb/value-appender';
import type { RecordBlock } from '../../records/record-block';
import { applyTransform } from '../../transform/apply';
import { compileTransform } from '../../transform/compile';
import { decodeBlock } from '../../transform/decode-table';
import type { LocatedFailure } from '../../transform/locate-failure';
import type { TransformSql } from '../../transform/transform-sql';
import { formatByName } from '../format';
import { RECORD_COLUMN } from '../format/format';
import { STAGED_TABLE } from '../sink/iceberg/iceberg-sink';
import { crashOnValue, crashPoint } from './crash-point';

/** What one block became. `bad` holds the records that could not be read or transformed, in order. */
export type BatchResult = { rows: bigint; ignored: number; filtered: number; bad: BadRecord[] };
export type BadRecord = { record: number; reason: string; column: string | null; sqlLine: number | null };

/** Turns blocks into rows that wait in STAGED_TABLE for their commit. */
export class Batcher {
  readonly #connection: DuckDBConnection;
  readonly #pipeline: ResolvedPipeline;
  readonly #transform: TransformSql;
  readonly #appender = new ValueAppender();

  constructor(connection: DuckDBConnection, pipeline: ResolvedPipeline, transform: TransformSql) {
    this.#connection = connection;
    this.#pipeline = pipeline;
    this.#transform = transform;
  }

  /** Empties the staging table; also its first creation. */
  async reset(): Promise<void> {
    const columns = this.#pipeline.sink.columns.map((c) => `${quoteIdent(c.name)} ${toDuckDbType(c.type)}`);
    await this.#connection.run(`CREATE OR REPLACE TABLE ${STAGED_TABLE} (${columns.join(', ')})`);
  }

  /**
   * Appends the block's rows to the staging table. Records in `crashing` end the engine: they are bad without being looked
   * at. With `on_error: fail` the first bad record is enough, and no rows are staged behind it.
   */
  async add(block: RecordBlock, crashing: ReadonlySet<number> = new Set()): Promise<BatchResult> {
    if (block.count === 0) return { rows: 0n, ignored: 0, filtered: 0, bad: [] };
    crashOnValue(block, crashing);
    const { source, format, onError } = this.#pipeline;
    const decoded = await decodeBlock(this.#connection, this.#appender, {
      block,
      format: formatByName(format),
      columns: source.columns,
      crashing,
    });
    crashPoint('after-transform');
    const unreadable = decoded.unreadable.map((u) => ({ ...u, sqlLine: null }));
    const firstOnly = onError === 'fail';
    if (firstOnly && unreadable.length > 0) return { rows: 0n, ignored: 0, filtered: 0, bad: unreadable };
    const { rows, failures } = await this.#stage(block.count, firstOnly);
    crashPoint('after-stage');
    const bad = [...unreadable, ...failures].sort((a, b) => a.record - b.record);
    const filtered = Math.max(0, decoded.good - failures.length - Number(rows));
    return { rows, ignored: decoded.ignored.length, filtered, bad };
  }

  /** SQL that names the present is made anew for each batch, as Flink evaluates it per record. */
  #transformNow(): TransformSql {
    const { flinkVersion, timeZone } = this.#pipeline;
    return this.#transform.dependsOnNow
      ? compileTransform(this.#pipeline, { flinkVersion, timeZone })
      : this.#transform;
  }

  async #stage(count: number, firstOnly: boolean): Promise<{ rows: bigint; failures: LocatedFailure[] }> {
    const { source, sink } = this.#pipeline;
    const names = sink.columns.map((c) => quoteIdent(c.name)).join(', ');
    const connection = this.#connection;
    const transform = this.#transformNow();
    let rows = 0n;
    const failures = await applyTransform(
      { connection, transform, columns: source.columns, count, firstOnly },
      async (select) => {
        const inserted = await connection.run(
          `INSERT INTO ${STAGED_TABLE} (${names}) SELECT * EXCLUDE (${RECORD_COLUMN}) FROM (${select})`,
        );
        rows += BigInt(inserted.rowsChanged);
      },
    );
    return { rows, failures };
  }
}
