import type { Emitter } from './emitter';
import type { FunctionEmitter } from './function-emitter';
import { quoteLiteral } from './quote';
import { toTimestampLtz } from './temporal/epoch';
import { extract, partEmitters } from './temporal/extract';
import { dateFormat, fromUnixtime } from './temporal/formatting';
import { timestampAdd, timestampDiff } from './temporal/moving';
import { overlaps } from './temporal/overlaps';
import { convertTz, toDate, toTimestamp, unixTimestampOf } from './temporal/reading';
import { timestampText } from './text-forms';
import { truncateTimestamp } from './timestamps';

/** The instant that CURRENT_TIMESTAMP and the like give, from the run's clock, in milliseconds. */
function clock(emitter: Emitter): string {
  return truncateTimestamp(emitter, `CAST(${quoteLiteral(emitter.now)} AS TIMESTAMPTZ)`, 6, 3, 'TIMESTAMPTZ');
}

function inZone(emitter: Emitter, sql: string): string {
  return emitter.zoned(sql, { start: 0, end: 0 });
}

const unixTimestamp: FunctionEmitter = (emitter, node) =>
  node.args.length === 0 ? `(epoch_ms(${clock(emitter)}) // 1000)` : unixTimestampOf(emitter, node);

const currentText = (emitter: Emitter): string => timestampText(inZone(emitter, clock(emitter)), 0);

export const temporalEmitters: Readonly<Record<string, FunctionEmitter>> = {
  CURRENT_TIMESTAMP: clock,
  NOW: clock,
  LOCALTIMESTAMP: (emitter) => inZone(emitter, clock(emitter)),
  CURRENT_DATE: (emitter) => `CAST(${inZone(emitter, clock(emitter))} AS DATE)`,
  CURRENT_TIME: (emitter) => `CAST(substring(${currentText(emitter)}, 12) AS TIME)`,
  LOCALTIME: (emitter) => `CAST(substring(${currentText(emitter)}, 12) AS TIME)`,
  TO_TIMESTAMP_LTZ: toTimestampLtz,
  TO_TIMESTAMP: toTimestamp,
  TO_DATE: toDate,
  DATE_FORMAT: dateFormat,
  FROM_UNIXTIME: fromUnixtime,
  UNIX_TIMESTAMP: unixTimestamp,
  CONVERT_TZ: convertTz,
  OVERLAPS: overlaps,
  EXTRACT: extract,
  ...partEmitters,
  TIMESTAMPADD: timestampAdd,
  TIMESTAMPDIFF: timestampDiff,
};
