import type { IntervalExpr, LiteralExpr } from '../tree/expression';
import * as t from '../types/constructors';
import { intervalValue } from '../types/interval-literal';
import { MAX_DECIMAL_PRECISION, type SqlType } from '../types/sql-type';
import { dateLiteral, timeLiteral, timestampLiteral } from '../types/temporal-literal';
import { asInVersion } from '../types/versions';
import type { Bound } from './bound';
import { type BindContext, fail } from './context';
import { literal } from './make';

const INT_MAX = 2147483647n;
const BIGINT_MAX = 9223372036854775807n;

export function bindLiteral(context: BindContext, node: LiteralExpr): Bound | null {
  switch (node.literal) {
    case 'string':
      return literal(
        node.value,
        node.value === '' ? t.varchar(1, false) : t.char([...node.value].length, false),
        node,
      );
    case 'binary':
      return bindBinary(context, node);
    case 'number':
      return bindNumber(context, node, false);
    case 'boolean':
      return literal(node.value === 'TRUE', t.boolean(false), node);
    case 'unknown':
      return literal(null, t.boolean(true), node);
    case 'null':
      return literal(null, t.nullType(), node);
    default:
      return bindTemporal(context, node);
  }
}

/** Number literals: INT, BIGINT or DECIMAL by size; with an exponent DOUBLE. The sign belongs to the literal. */
export function bindNumber(context: BindContext, node: LiteralExpr, negative: boolean): Bound | null {
  const text = node.value;
  const sign = negative ? '-' : '';
  if (/[eE]/.test(text)) {
    if (Number.isFinite(Number(text))) return literal(sign + text, t.double(false), node);
    return fail(context, 'bad_literal', node, `${text.slice(0, 50)} is greater than any DOUBLE.`);
  }
  const point = text.indexOf('.');
  if (point === -1 || point === text.length - 1) {
    const value = BigInt(text.replace('.', ''));
    const digits = value.toString().length;
    if (value <= INT_MAX) return literal(sign + value, t.int(false), node);
    if (value <= BIGINT_MAX) return literal(sign + value, t.bigint(false), node);
    if (digits > MAX_DECIMAL_PRECISION) return tooLong(context, node);
    return literal(sign + value, t.decimal(digits, 0, false), node);
  }
  const scale = text.length - point - 1;
  const whole = text.slice(0, point).replace(/^0+/, '');
  const fraction = text.slice(point + 1);
  // Every digit that is written counts, a leading zero too.
  const precision = text.length - 1;
  if (precision > MAX_DECIMAL_PRECISION) return tooLong(context, node);
  return literal(`${sign}${whole || '0'}.${fraction}`, t.decimal(precision, scale, false), node);
}

function tooLong(context: BindContext, node: LiteralExpr): null {
  return fail(
    context,
    'bad_literal',
    node,
    `${node.value.slice(0, 50)} has more than 38 digits. Write it with an exponent (1e40) for a DOUBLE.`,
  );
}

function bindBinary(context: BindContext, node: LiteralExpr): Bound | null {
  if (node.value.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(node.value)) {
    return fail(
      context,
      'bad_literal',
      node,
      "A binary literal holds pairs of hexadecimal digits, as X'0aff'.",
    );
  }
  return literal(node.value.toLowerCase(), t.binary(Math.max(1, node.value.length / 2), false), node);
}

function decimalsOf(text: string): number {
  const point = text.indexOf('.');
  return point === -1 ? 0 : text.length - point - 1;
}

const FORMATS: Readonly<Record<string, string>> = {
  date: "DATE '2024-01-31'",
  time: "TIME '10:30:00'",
  timestamp: "TIMESTAMP '2024-01-31 10:30:00'",
};

function bindTemporal(context: BindContext, node: LiteralExpr): Bound | null {
  let type: SqlType;
  let value: string | null;
  if (node.literal === 'date') {
    value = dateLiteral(node.value);
    type = t.date(false);
  } else if (node.literal === 'time') {
    value = timeLiteral(node.value);
    type = asInVersion(t.time(decimalsOf(value ?? ''), false), context.flinkVersion);
  } else {
    const read = timestampLiteral(node.value);
    value = read?.text ?? null;
    type = t.timestamp(read?.precision ?? 0, false);
  }
  if (value !== null) return literal(value, type, node);
  return fail(
    context,
    'bad_literal',
    node,
    `'${node.value.slice(0, 50)}' is no ${node.literal}. Write ${FORMATS[node.literal]}.`,
  );
}

export function bindInterval(context: BindContext, node: IntervalExpr): Bound | null {
  const read = intervalValue(node);
  if (!read) {
    return fail(
      context,
      'bad_literal',
      node,
      `'${node.value.slice(0, 50)}' does not fit INTERVAL … ${node.from}${node.to ? ` TO ${node.to}` : ''}. Write for example INTERVAL '5' MINUTE.`,
    );
  }
  return literal(read.value.toString(), t.interval(read.kind, false), node);
}
