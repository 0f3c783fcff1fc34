import * as t from '../types/constructors';
import { isInteger, isNumeric, isString } from '../types/families';
import { withNullable } from '../types/sql-type';
import { definer } from './definer';
import type { FunctionDefinition, ResultRule } from './definition';
import { always, of, optional, param } from './results';

/** Functions that give one part of a time, as EXTRACT does. */
export const partFunctions = [
  'YEAR',
  'QUARTER',
  'MONTH',
  'WEEK',
  'DAYOFYEAR',
  'DAYOFMONTH',
  'DAYOFWEEK',
  'HOUR',
  'MINUTE',
  'SECOND',
] as const;

const define = definer('temporal');

const clock = { nondeterministic: true, bare: true } as const;
const moment = param('time', 'date', 'time', 'timestamp');
const unit = param('unit', 'symbol');
const timed = param('time', 'date', 'time', 'timestamp', 'interval');

/** Before 2.0 a number and its precision only. */
const toLtzBefore2: ResultRule = (args) => {
  const [value, precision] = args.map((a) => a.type);
  return args.length === 2 && value && isNumeric(value) && precision && isInteger(precision)
    ? t.timestampLtz(3)
    : null;
};

/** A number with a precision, or a text with a format, whose decimals are the precision, and a zone. */
const toLtz: ResultRule = (args) => {
  const [value, second, zone] = args;
  if (!value) return null;
  if (isNumeric(value.type))
    return !zone && (!second || isInteger(second.type) || second.type.kind === 'NULL')
      ? t.timestampLtz(3)
      : null;
  if (second && !isString(second.type) && second.type.kind !== 'NULL') return null;
  const decimals = [...(second?.literal ?? '')].filter((c) => c === 'S').length;
  return t.timestampLtz(Math.max(3, decimals));
};

/** A DATE becomes a TIMESTAMP by a unit of time. */
const timestampAdd: ResultRule = (args) => {
  const base = args[2]?.type;
  const nullable = args.some((a) => a.type.nullable);
  if (!base) return null;
  const symbol = args[0]?.literal ?? '';
  if (base.kind === 'DATE' && ['HOUR', 'MINUTE', 'SECOND'].includes(symbol.replace('SQL_TSI_', ''))) {
    return t.timestamp(6, nullable);
  }
  return withNullable(base, nullable);
};

/** An instant has a distance from instants only. */
const timestampDiff: ResultRule = (args) => {
  const kinds = args.slice(1).map((a) => a.type.kind);
  if (kinds.includes('TIMESTAMP_LTZ') && kinds.some((k) => k !== 'TIMESTAMP_LTZ' && k !== 'NULL'))
    return null;
  return t.int(args.some((a) => a.type.nullable));
};

/** Flink docs: System (Built-in) Functions, Temporal Functions. */
export const temporalFunctions: readonly FunctionDefinition[] = [
  define('CURRENT_TIMESTAMP', [], always(t.timestampLtz(3, false)), 'The time now.', clock),
  define('NOW', [], always(t.timestampLtz(3, false)), 'The time now.', clock),
  define('CURRENT_ROW_TIMESTAMP', [], always(t.timestampLtz(3, false)), 'The time now, for each record.', {
    nondeterministic: true,
  }),
  define('LOCALTIMESTAMP', [], always(t.timestamp(3, false)), "The time now in the session's zone.", clock),
  define('CURRENT_DATE', [], always(t.date(false)), "Today in the session's zone.", clock),
  define('CURRENT_TIME', [], always(t.time(0, false)), "The time of day in the session's zone.", clock),
  define('LOCALTIME', [], always(t.time(0, false)), "The time of day in the session's zone.", clock),
  define('PROCTIME', [], always(t.timestampLtz(3, false)), 'Processing time, as a time attribute.', {
    nondeterministic: true,
  }),
  define(
    'TO_TIMESTAMP_LTZ',
    [
      param('number', 'numeric', 'string'),
      optional('precision', 'integer', 'string'),
      optional('zone', 'string'),
    ],
    toLtz,
    'The instant of an epoch number: seconds with precision 0, milliseconds with 3.',
    { before2: toLtzBefore2 },
  ),
  define(
    'TO_TIMESTAMP',
    [param('text', 'string'), optional('format', 'string')],
    always(t.timestamp(3)),
    'The TIMESTAMP that a text stands for; NULL when it does not.',
  ),
  define(
    'TO_DATE',
    [param('text', 'string'), optional('format', 'string')],
    always(t.date()),
    'The DATE that a text stands for; NULL when it does not.',
  ),
  define(
    'DATE_FORMAT',
    [param('time', 'timestamp', 'string'), param('format', 'string')],
    always(t.string()),
    "The time as text in a format such as 'yyyy-MM-dd HH:mm:ss'.",
  ),
  define(
    'FROM_UNIXTIME',
    [param('seconds', 'numeric'), optional('format', 'string')],
    always(t.string()),
    "The epoch seconds as text in the session's zone.",
  ),
  define(
    'UNIX_TIMESTAMP',
    [optional('text', 'string'), optional('format', 'string')],
    of(t.bigint()),
    'Epoch seconds: of now, or of a text.',
    { nondeterministic: true },
  ),
  define(
    'EXTRACT',
    [unit, timed],
    (a) => t.bigint(a[1]?.type.nullable ?? true),
    'A part of a time, as BIGINT.',
  ),
  ...partFunctions.map((name) =>
    define(name, [timed], of(t.bigint()), `The ${name.toLowerCase()} of a time.`),
  ),
  define(
    'TIMESTAMPADD',
    [unit, param('amount', 'integer'), moment],
    timestampAdd,
    'The time moved by an amount of a unit.',
  ),
  define(
    'TIMESTAMPDIFF',
    [unit, moment, moment],
    timestampDiff,
    'Whole units from the first to the second time.',
  ),
  define(
    'CONVERT_TZ',
    [param('text', 'string'), param('from', 'string'), param('to', 'string')],
    always(t.string()),
    'The time of one zone in another.',
  ),
  define(
    'CURRENT_WATERMARK',
    [param('time attribute', 'timestamp')],
    always(t.timestampLtz(3)),
    'The watermark, or NULL before the first.',
    { nondeterministic: true },
  ),
];
