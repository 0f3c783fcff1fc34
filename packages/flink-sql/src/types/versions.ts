import type { SqlType } from './sql-type';

/** Flink 1.20 knows TIME without decimals only, whatever is written. */
export function asInVersion<T extends SqlType>(type: T, version: '1.20' | '2.x'): T {
  return type.kind === 'TIME' && version === '1.20' ? { ...type, precision: 0 } : type;
}
