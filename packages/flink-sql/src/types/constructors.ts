import {
  type CollectionType,
  type DecimalType,
  type IntervalKind,
  type IntervalType,
  type LengthKind,
  type LengthType,
  MAX_LENGTH,
  type MapType,
  type PrecisionKind,
  type PrecisionType,
  type RowField,
  type RowType,
  type SimpleKind,
  type SimpleType,
  type SqlType,
} from './sql-type';

export const simple = (kind: SimpleKind, nullable = true): SimpleType => ({ kind, nullable });
export const boolean = (nullable = true): SimpleType => simple('BOOLEAN', nullable);
export const int = (nullable = true): SimpleType => simple('INT', nullable);
export const bigint = (nullable = true): SimpleType => simple('BIGINT', nullable);
export const float = (nullable = true): SimpleType => simple('FLOAT', nullable);
export const double = (nullable = true): SimpleType => simple('DOUBLE', nullable);
export const date = (nullable = true): SimpleType => simple('DATE', nullable);
export const nullType = (): SimpleType => simple('NULL', true);

const lengthType = (kind: LengthKind, length: number, nullable: boolean): LengthType => ({
  kind,
  length,
  nullable,
});
export const char = (length = 1, nullable = true): LengthType => lengthType('CHAR', length, nullable);
export const varchar = (length = MAX_LENGTH, nullable = true): LengthType =>
  lengthType('VARCHAR', length, nullable);
/** STRING: VARCHAR of the greatest length. */
export const string = (nullable = true): LengthType => varchar(MAX_LENGTH, nullable);
export const binary = (length = 1, nullable = true): LengthType => lengthType('BINARY', length, nullable);
export const varbinary = (length = MAX_LENGTH, nullable = true): LengthType =>
  lengthType('VARBINARY', length, nullable);
/** BYTES: VARBINARY of the greatest length. */
export const bytes = (nullable = true): LengthType => varbinary(MAX_LENGTH, nullable);

export const decimal = (precision = 10, scale = 0, nullable = true): DecimalType => ({
  kind: 'DECIMAL',
  precision,
  scale,
  nullable,
});

const precisionType = (kind: PrecisionKind, precision: number, nullable: boolean): PrecisionType => ({
  kind,
  precision,
  nullable,
});
export const time = (precision = 0, nullable = true): PrecisionType =>
  precisionType('TIME', precision, nullable);
export const timestamp = (precision = 6, nullable = true): PrecisionType =>
  precisionType('TIMESTAMP', precision, nullable);
export const timestampLtz = (precision = 6, nullable = true): PrecisionType =>
  precisionType('TIMESTAMP_LTZ', precision, nullable);
export const interval = (kind: IntervalKind, nullable = true): IntervalType => ({ kind, nullable });

export const array = (element: SqlType, nullable = true): CollectionType => ({
  kind: 'ARRAY',
  element,
  nullable,
});
export const multiset = (element: SqlType, nullable = true): CollectionType => ({
  kind: 'MULTISET',
  element,
  nullable,
});
export const map = (key: SqlType, value: SqlType, nullable = true): MapType => ({
  kind: 'MAP',
  key,
  value,
  nullable,
});
export const row = (fields: readonly RowField[], nullable = true): RowType => ({
  kind: 'ROW',
  fields,
  nullable,
});
