import { describe, expect, it } from 'vitest';
import { canStoreIn } from './cast-rules';
import { commonType } from './common-type';
import * as t from './constructors';
import { decimalResult } from './decimal';
import { typesEqual } from './equal';
import { formatType } from './format-type';
import { parseType } from './parse-type';

describe('types', () => {
  it.each([
    ['bigint not null', 'BIGINT NOT NULL'],
    ['VARCHAR(10)', 'VARCHAR(10)'],
    ['VARCHAR', 'STRING'],
    ['STRING', 'STRING'],
    ['BYTES', 'BYTES'],
    ['DECIMAL', 'DECIMAL(10, 0)'],
    ['NUMERIC(5,2)', 'DECIMAL(5, 2)'],
    ['TIMESTAMP(3) WITH LOCAL TIME ZONE', 'TIMESTAMP_LTZ(3)'],
    ['DOUBLE PRECISION', 'DOUBLE'],
    ['INT ARRAY', 'ARRAY<INT>'],
    ['MAP<STRING, ARRAY<INT NOT NULL>>', 'MAP<STRING, ARRAY<INT NOT NULL>>'],
    ["ROW<a INT, `order` STRING 'why'>", "ROW<a INT, `order` STRING 'why'>"],
    ['ROW(a INT)', 'ROW<a INT>'],
    ['MULTISET<STRING>', 'MULTISET<STRING>'],
    ['INTERVAL DAY TO SECOND', 'INTERVAL SECOND(3)'],
  ])('%s is read and written as Flink has it', (text, formatted) => {
    const { type, diagnostics } = parseType(text);
    expect(diagnostics).toEqual([]);
    if (!type) throw new Error('no type');
    expect(formatType(type)).toBe(formatted);
    const again = parseType(formatType(type, { serializable: true })).type;
    expect(again && typesEqual(type, again)).toBe(true);
  });

  it.each(['', 'TEXT', 'DECIMAL(39)', 'DECIMAL(5, 6)', 'ARRAY<', 'ROW<a>', 'INT INT', 'MAP<INT>'])(
    '%s is refused with a reason',
    (text) => {
      const { type, diagnostics } = parseType(text);
      expect(type).toBeNull();
      expect(diagnostics.length).toBeGreaterThan(0);
    },
  );

  it('nesting without end is refused, not a stack overflow', () => {
    expect(parseType('ARRAY<'.repeat(100_000)).diagnostics[0]?.code).toBe('too_deep');
  });

  it('DECIMAL arithmetic keeps Flink digits beyond 38', () => {
    expect(decimalResult('+', t.decimal(38, 10), t.decimal(38, 28))).toEqual(t.decimal(38, 9));
    expect(decimalResult('/', t.decimal(10, 2), t.decimal(10, 0))).toEqual(t.decimal(21, 13));
    expect(decimalResult('*', t.decimal(30, 20), t.decimal(30, 20))).toEqual(t.decimal(38, 17));
  });

  it('several values take the type that holds them all', () => {
    expect(commonType([t.int(), t.bigint(false)])).toEqual(t.bigint());
    expect(commonType([t.float(), t.decimal(5, 2)])).toEqual(t.double());
    expect(commonType([t.char(1, false), t.char(3, false)])).toEqual(t.varchar(3, false));
    expect(commonType([t.int(), t.string()])).toBeNull();
  });

  it('INSERT widens by itself, and never narrows integers', () => {
    expect(canStoreIn(t.int(), t.bigint())).toBe(true);
    expect(canStoreIn(t.bigint(), t.int())).toBe(false);
    expect(canStoreIn(t.timestampLtz(3), t.timestamp(3))).toBe(true);
    expect(canStoreIn(t.string(), t.double())).toBe(false);
  });
});
