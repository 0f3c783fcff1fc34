/** Flink's logical types as data (Flink docs: Table API, Data Types). Every type carries its nullability. */

/** Length of STRING (= VARCHAR) and BYTES (= VARBINARY). */
export const MAX_LENGTH = 2147483647;
export const MAX_DECIMAL_PRECISION = 38;

interface Base {
  readonly nullable: boolean;
}
export type IntegerKind = 'TINYINT' | 'SMALLINT' | 'INT' | 'BIGINT';
export type SimpleKind = 'BOOLEAN' | IntegerKind | 'FLOAT' | 'DOUBLE' | 'DATE' | 'NULL';
export type LengthKind = 'CHAR' | 'VARCHAR' | 'BINARY' | 'VARBINARY';
export type PrecisionKind = 'TIME' | 'TIMESTAMP' | 'TIMESTAMP_LTZ' | 'TIMESTAMP_TZ';
/** Months in a year-month interval, milliseconds in a day-time interval: the two kinds never mix. */
export type IntervalKind = 'INTERVAL_MONTH' | 'INTERVAL_SECOND';

export interface SimpleType extends Base {
  readonly kind: SimpleKind;
}
export interface LengthType extends Base {
  readonly kind: LengthKind;
  readonly length: number;
}
export interface DecimalType extends Base {
  readonly kind: 'DECIMAL';
  readonly precision: number;
  readonly scale: number;
}
export interface PrecisionType extends Base {
  readonly kind: PrecisionKind;
  readonly precision: number;
}
export interface IntervalType extends Base {
  readonly kind: IntervalKind;
}
export interface CollectionType extends Base {
  readonly kind: 'ARRAY' | 'MULTISET';
  readonly element: SqlType;
}
export interface MapType extends Base {
  readonly kind: 'MAP';
  readonly key: SqlType;
  readonly value: SqlType;
}
export interface RowField {
  readonly name: string;
  readonly type: SqlType;
  readonly description?: string;
}
export interface RowType extends Base {
  readonly kind: 'ROW';
  readonly fields: readonly RowField[];
}
/** RAW, VARIANT, BITMAP and structured types: known by their text only. */
export interface OpaqueType extends Base {
  readonly kind: 'OPAQUE';
  readonly text: string;
}

export type SqlType =
  | SimpleType
  | LengthType
  | DecimalType
  | PrecisionType
  | IntervalType
  | CollectionType
  | MapType
  | RowType
  | OpaqueType;

/** A named, typed column of a source, a query or a sink. Names are case-sensitive, as in Flink. */
export interface Column {
  readonly name: string;
  readonly type: SqlType;
}

/** The same type with the given nullability. */
export function withNullable<T extends SqlType>(type: T, nullable: boolean): T {
  return type.nullable === nullable ? type : { ...type, nullable };
}
