import * as t from '../types/constructors';
import { withNullable } from '../types/sql-type';
import type { FunctionDefinition, ResultRule } from './definition';
import { always, of, optional, param } from './results';

function define(
  name: string,
  parameters: FunctionDefinition['parameters'],
  result: ResultRule,
  description: string,
  extra: Partial<FunctionDefinition> = {},
): FunctionDefinition {
  return { name, group: 'temporal', parameters, result, description, ...extra };
}

const clock = { nondeterministic: true, bare: true } as const;
const moment = param('time', 'date', 'time', 'timestamp');
const unit = param('unit', 'symbol');
const timed = param('time', 'date', 'time', 'timestamp', 'interval');

/** A format with more than three decimals asks for their precision. */
const toLtz: ResultRule = (args) => {
  const format = args[1]?.type.kind === 'CHAR' ? (args[1].literal ?? '') : '';
  const decimals = [...format].filter((c) => c === 'S').length;
  return t.timestampLtz(Math.max(3, decimals));
};

/** Units below a second add decimals; a DATE becomes a TIMESTAMP by a unit of time. */
const timestampAdd: ResultRule = (args) => {
  const base = args[2]?.type;
  const nullable = args.some((a) => a.type.nullable);
  if (!base) return null;
  const symbol = args[0]?.literal ?? '';
  if (base.kind === 'DATE' && ['HOUR', 'MINUTE', 'SECOND', 'MILLISECOND'].includes(symbol)) {
    return t.timestamp(0, nullable);
  }
  return withNullable(base, nullable);
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
  ...[
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
  ].map((name) => define(name, [timed], of(t.bigint()), `The ${name.toLowerCase()} of a time.`)),
  define(
    'TIMESTAMPADD',
    [unit, param('amount', 'integer'), moment],
    timestampAdd,
    'The time moved by an amount of a unit.',
  ),
  define(
    'TIMESTAMPDIFF',
    [unit, moment, moment],
    (a) => t.int(a.some((x) => x.type.nullable)),
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
