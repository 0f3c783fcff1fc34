import type { TreeAnalysis } from '../../analyze/analyze';
import type { Column } from '../../types/sql-type';
import { Emitter } from './emitter';
import { quoteIdent } from './quote';
import { emitItem, refuseShape } from './select';

export interface FailingPartOptions {
  readonly source: string;
  /** A column of the source that tells its rows apart; the first output column. */
  readonly rowOrdinal: string;
  readonly now: string;
  readonly sink?: readonly Column[];
}

/** Name of the second output column: which part fails. */
export const FAILING_PART = 'penstock_part';
/** The WHERE condition as a part; output columns are counted from 0. */
export const WHERE_PART = -1;
/** Not a failure: WHERE drops the record, so that its columns do not matter. */
const DROPPED = -2;

/**
 * The query as SQL that never fails: one row per record on which the query itself would, with the first part of the query
 * that does. DuckDB evaluates TRY record by record where a vector has a failing one, so a single statement finds them all.
 * Null when the query cannot be written so; whoever calls then has to search.
 *
 * Every part has a filter of its own: in a projection DuckDB would take an expression that occurs twice out of its TRY.
 */
export function emitFailingPart(analysis: TreeAnalysis, options: FailingPartOptions): string | null {
  const { query } = analysis;
  if (!query || analysis.diagnostics.some((d) => d.severity === 'error')) return null;
  const ordinal = `"t".${quoteIdent(options.rowOrdinal)}`;
  const timeZone = analysis.options.timeZone ?? 'UTC';
  const emitter = new Emitter({
    timeZone,
    now: options.now,
    rowText: `CAST(${ordinal} AS VARCHAR)`,
    flinkVersion: analysis.options.flinkVersion ?? '2.x',
  });
  refuseShape(emitter, query);
  const parts: string[] = [];
  const add = (part: number, condition: string): void => {
    parts.push(`SELECT ${ordinal} AS r, ${part} AS part FROM ${options.source} AS "t" WHERE ${condition}`);
  };
  if (query.where) {
    const tried = `TRY({'v': ${emitter.expr(query.where)}})`;
    add(WHERE_PART, `${tried} IS NULL`);
    add(DROPPED, `NOT COALESCE(${tried}['v'], ${tried} IS NULL)`);
  }
  query.items.forEach((item, i) => {
    const output = emitItem(emitter, item, options.sink?.[i]);
    if (output !== null) add(i, `TRY({'v': ${output.value}}) IS NULL`);
  });
  if (emitter.refusals.length > 0 || parts.length === 0) return null;
  return [
    `SELECT r AS ${quoteIdent(options.rowOrdinal)}, min(part) AS ${FAILING_PART} FROM (`,
    parts.join('\nUNION ALL '),
    `) GROUP BY r HAVING min(part) > ${DROPPED}`,
  ].join('\n');
}
