import { expect, test } from 'vitest';
import { timestampText } from './timestamp-text';

test.each([
  ['2026-11-16T09:00:06.83', 'TIMESTAMP(3)', '2026-11-16 09:00:06.830'],
  ['2026-11-16 09:00:06', 'TIMESTAMP(3) NOT NULL', '2026-11-16 09:00:06.000'],
  ['2026-11-16T09:00:06.1Z', 'TIMESTAMP_LTZ(3)', '2026-11-16 09:00:06.100'],
  ['2026-11-16T09:00', 'TIMESTAMP(0)', '2026-11-16 09:00:00'],
  ['2026-11-16 09:00:06.5', 'TIMESTAMP', '2026-11-16 09:00:06.500000'],
])('%s of %s has the digits of its type', (text, type, shown) => {
  expect(timestampText(text, type)).toBe(shown);
});

test('no digit is ever cut', () => {
  expect(timestampText('2026-11-16T09:00:06.123456', 'TIMESTAMP(3)')).toBe('2026-11-16 09:00:06.123456');
});

test.each([
  ['2026-11-16T09:00:06.83', 'STRING'],
  ['soon', 'TIMESTAMP(3)'],
  ['2026-11-16', 'DATE'],
])('%s of %s stays as it is', (text, type) => {
  expect(timestampText(text, type)).toBe(text);
});
