import type { Span } from '../text/span';
import type { SqlType } from '../types/sql-type';

/** A type as written; `type` is null when it could not be read (already reported). */
export interface TypeNode extends Span {
  readonly type: SqlType | null;
}
