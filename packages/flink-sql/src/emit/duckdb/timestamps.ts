import type { Emitter } from './emitter';

/** Cuts a timestamp to fewer decimals: down to milliseconds towards the past, below them towards 1970, as Flink does. */
export function truncateTimestamp(
  emitter: Emitter,
  sql: string,
  from: number,
  to: number,
  type: 'TIMESTAMP' | 'TIMESTAMPTZ',
): string {
  if (to >= from || to >= 6) return sql;
  const make = type === 'TIMESTAMP' ? 'make_timestamp' : 'make_timestamptz';
  return emitter.once(`epoch_us(${sql})`, (micros) => {
    if (to >= 3) {
      const unit = 10 ** (6 - to);
      return `${make}(${micros} - ((${micros} % ${unit}) + ${unit}) % ${unit})`;
    }
    const unit = 10 ** (3 - to);
    const millis = `((${micros} - ((${micros} % 1000) + 1000) % 1000) // 1000)`;
    return `${make}(${millis} // ${unit} * ${unit * 1000})`;
  });
}
