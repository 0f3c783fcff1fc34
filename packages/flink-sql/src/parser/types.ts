import type { TypeNode } from '../tree/type-node';
import * as t from '../types/constructors';
import {
  MAX_DECIMAL_PRECISION,
  MAX_LENGTH,
  type RowField,
  type SqlType,
  withNullable,
} from '../types/sql-type';
import type { Cursor } from './cursor';
import { identOf, isIdentifierToken } from './identifiers';

/** A type with its suffixes: `ARRAY`, `MULTISET`, `NULL`, `NOT NULL`. Reports what it cannot read. */
export function parseTypeNode(cursor: Cursor): TypeNode {
  const start = cursor.peek();
  const type = cursor.nested(() => parseSuffixed(cursor)) ?? null;
  return { ...cursor.spanFrom(start), type };
}

function parseSuffixed(cursor: Cursor): SqlType | null {
  let type = parseBase(cursor);
  let suffixes = 0;
  while (type && !cursor.abandoned) {
    if (cursor.takeWords('NOT', 'NULL')) type = withNullable(type, false);
    else if (cursor.isWord('NULL')) cursor.next();
    else if (cursor.isWord('ARRAY') || cursor.isWord('MULTISET')) {
      type = cursor.next().upper === 'ARRAY' ? t.array(type) : t.multiset(type);
      if (++suffixes > 50) cursor.tooDeep(cursor.previous);
    } else break;
  }
  return type;
}

function parseBase(cursor: Cursor): SqlType | null {
  const token = cursor.peek();
  if (token.kind === 'quoted') {
    cursor.next();
    return unknownType(cursor, token);
  }
  if (token.kind !== 'word' || (token.reserved && !RESERVED_TYPES.has(token.upper))) {
    cursor.unexpected('a type such as STRING, BIGINT or TIMESTAMP(3)');
    return null;
  }
  cursor.next();
  switch (token.upper) {
    case 'ARRAY':
    case 'MULTISET':
      return angled(cursor, () => {
        const element = parseTypeNode(cursor).type;
        if (!element) return null;
        return token.upper === 'ARRAY' ? t.array(element) : t.multiset(element);
      });
    case 'MAP':
      return angled(cursor, () => {
        const key = parseTypeNode(cursor).type;
        cursor.expectOp(',', 'between the types of key and value');
        const value = parseTypeNode(cursor).type;
        return key && value ? t.map(key, value) : null;
      });
    case 'ROW':
      return parseRow(cursor);
    default:
      return parseScalar(cursor, token.upper) ?? unknownType(cursor, token);
  }
}

/** Reserved words that begin a type; any other name is one that Flink looks up, so the grammar takes it. */
const RESERVED_TYPES: ReadonlySet<string> = new Set(
  `ANY ARRAY BIGINT BINARY BITMAP BOOLEAN BYTES CHAR CHARACTER DATE DEC DECIMAL DOUBLE FLOAT INT INTEGER
INTERVAL MULTISET NULL NUMERIC RAW REAL ROW SMALLINT STRING STRUCTURED TIME TIMESTAMP TIMESTAMP_LTZ TINYINT VARBINARY
VARCHAR VARIANT`.split(/\s+/),
);

function unknownType(cursor: Cursor, token: { start: number; end: number; text: string }): null {
  cursor.diagnostics.error(
    'unknown_type',
    token,
    `There is no type ${token.text} in Flink SQL. Use for example STRING, BIGINT, DECIMAL(10, 2), TIMESTAMP(3) or ARRAY<STRING>.`,
  );
  return null;
}

function parseScalar(cursor: Cursor, name: string): SqlType | null {
  switch (name) {
    case 'STRING':
      return t.string();
    case 'BYTES':
      return t.bytes();
    case 'BOOLEAN':
      return t.boolean();
    case 'TINYINT':
    case 'SMALLINT':
    case 'BIGINT':
    case 'FLOAT':
    case 'DATE':
      return t.simple(name);
    case 'INT':
    case 'INTEGER':
      return t.int();
    case 'DOUBLE':
      cursor.takeWord('PRECISION');
      return t.double();
    case 'NULL':
      return t.nullType();
    case 'CHAR':
    case 'CHARACTER':
      return cursor.takeWord('VARYING') ? lengthType(cursor, 'VARCHAR') : lengthType(cursor, 'CHAR');
    case 'VARCHAR':
    case 'BINARY':
    case 'VARBINARY':
      return lengthType(cursor, name);
    case 'DECIMAL':
    case 'DEC':
    case 'NUMERIC':
      return parseDecimal(cursor);
    case 'TIME':
      return parseTime(cursor);
    case 'TIMESTAMP':
      return parseTimestamp(cursor);
    case 'TIMESTAMP_LTZ':
      return t.timestampLtz(number(cursor, 6, 0, 9));
    case 'INTERVAL':
      return parseInterval(cursor);
    case 'VARIANT':
    case 'BITMAP':
      return { kind: 'OPAQUE', text: name, nullable: true };
    case 'RAW':
    case 'STRUCTURED':
      return parseOpaque(cursor, name);
    default:
      return null;
  }
}

function lengthType(cursor: Cursor, kind: 'CHAR' | 'VARCHAR' | 'BINARY' | 'VARBINARY'): SqlType {
  // Without a length VARCHAR and VARBINARY are unlimited in SQL, CHAR and BINARY hold one.
  const length = number(cursor, kind.startsWith('VAR') ? MAX_LENGTH : 1, 1, MAX_LENGTH);
  return { kind, length, nullable: true };
}

/** `(n)` within bounds, or the default. */
function number(cursor: Cursor, fallback: number, min: number, max: number): number {
  if (!cursor.isOp('(')) return fallback;
  cursor.next();
  const value = readNumber(cursor, fallback, min, max);
  cursor.expectOp(')', 'after the length or precision');
  return value;
}

function readNumber(cursor: Cursor, fallback: number, min: number, max: number): number {
  const token = cursor.peek();
  const value = Number(token.value);
  if (token.kind !== 'number' || !Number.isInteger(value)) {
    cursor.unexpected('a whole number');
    if (token.kind === 'number') cursor.next();
    return fallback;
  }
  cursor.next();
  if (value < min || value > max) {
    cursor.diagnostics.error(
      'unknown_type',
      token,
      `${token.text} is out of range here: use ${min} to ${max}.`,
    );
    return fallback;
  }
  return value;
}

function parseDecimal(cursor: Cursor): SqlType {
  if (!cursor.takeOp('(')) return t.decimal(10, 0);
  const precision = readNumber(cursor, 10, 1, MAX_DECIMAL_PRECISION);
  const scale = cursor.takeOp(',') ? readNumber(cursor, 0, 0, precision) : 0;
  cursor.expectOp(')', 'after the precision');
  return t.decimal(precision, scale);
}

function parseTime(cursor: Cursor): SqlType {
  const precision = number(cursor, 0, 0, 9);
  cursor.takeWords('WITHOUT', 'TIME', 'ZONE');
  return t.time(precision);
}

function parseTimestamp(cursor: Cursor): SqlType {
  const precision = number(cursor, 6, 0, 9);
  if (cursor.takeWords('WITH', 'LOCAL', 'TIME', 'ZONE')) return t.timestampLtz(precision);
  if (cursor.takeWords('WITH', 'TIME', 'ZONE')) return { kind: 'TIMESTAMP_TZ', precision, nullable: true };
  cursor.takeWords('WITHOUT', 'TIME', 'ZONE');
  return t.timestamp(precision);
}

function parseInterval(cursor: Cursor): SqlType | null {
  const unit = cursor.next().upper;
  number(cursor, 2, 0, 9);
  if (cursor.takeWord('TO')) {
    cursor.next();
    number(cursor, 3, 0, 9);
  }
  if (unit === 'YEAR' || unit === 'MONTH') return t.interval('INTERVAL_MONTH');
  return ['DAY', 'HOUR', 'MINUTE', 'SECOND'].includes(unit) ? t.interval('INTERVAL_SECOND') : null;
}

function parseOpaque(cursor: Cursor, name: string): SqlType {
  const close = cursor.isOp('(') ? ')' : '>';
  const parts: string[] = [name];
  while (!cursor.atEnd) {
    const token = cursor.next();
    parts.push(token.text);
    if (token.upper === close) break;
  }
  return { kind: 'OPAQUE', text: parts.join(''), nullable: true };
}

function parseRow(cursor: Cursor): SqlType | null {
  const close = cursor.takeOp('(') ? ')' : '>';
  if (close === '>' && cursor.takeOp('<>')) return t.row([]);
  if (close === '>' && !cursor.expectOp('<', 'after ROW')) return null;
  const fields: RowField[] = [];
  let complete = true;
  while (!cursor.isOp(close) && !cursor.atEnd) {
    const field = parseField(cursor);
    if (field) fields.push(field);
    else complete = false;
    if (!cursor.takeOp(',')) break;
  }
  if (!cursor.expectOp(close, 'after the fields of ROW')) return null;
  return complete ? t.row(fields) : null;
}

function parseField(cursor: Cursor): RowField | null {
  const token = cursor.peek();
  if (!isIdentifierToken(token) && token.kind !== 'word') {
    cursor.unexpected('the name of a field');
    return null;
  }
  // Flink reads a reserved word here too when a type follows it.
  const name = identOf(cursor.next()).name;
  const type = parseTypeNode(cursor).type;
  const description = cursor.peek().kind === 'string' ? cursor.next().value : undefined;
  return type && { name, type, ...(description === undefined ? {} : { description }) };
}

function angled(cursor: Cursor, inner: () => SqlType | null): SqlType | null {
  if (!cursor.expectOp('<', 'with the type of the elements')) return null;
  const type = inner();
  return cursor.expectOp('>', 'after the type of the elements') ? type : null;
}
