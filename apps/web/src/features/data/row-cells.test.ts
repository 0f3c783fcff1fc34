import { describe, expect, it } from 'vitest';
import { isNumericType, readCells } from './row-cells';

describe('rows of a table', () => {
  it('keep every digit of 64-bit and decimal values, also inside nested ones', () => {
    expect(
      readCells(
        '[8428329622630187761, 12345678901234567890.123456789, {"id":9007199254740993,"tags":[1,"a"]}]',
      ).map(({ text }) => text),
    ).toEqual([
      '8428329622630187761',
      '12345678901234567890.123456789',
      '{"id": 9007199254740993, "tags": [1, "a"]}',
    ]);
  });

  it('tell NULL from the text NULL', () => {
    expect(readCells('[null, "NULL"]').map(({ kind }) => kind)).toEqual(['null', 'text']);
  });

  it.each(['{"constructor":1,"__proto__":2}', 'not json', ''])(
    'show %j as it is instead of failing',
    (text) => {
      expect(readCells(text)).toEqual([{ text, kind: 'text' }]);
    },
  );

  it('put numbers at the right', () => {
    expect(['BIGINT', 'decimal(10, 2)', 'VARCHAR', 'TIMESTAMP', 'INTERVAL'].map(isNumericType)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
