import type { MetricDelta } from './metric-repository';

/** Committed totals of a deployment since its first run, as decimal strings. */
export type Totals = {
  in: string;
  out: string;
  filtered: string;
  setAside: string;
  bytesIn: string;
  bytesOut: string;
};

export const zeroTotals: Totals = {
  in: '0',
  out: '0',
  filtered: '0',
  setAside: '0',
  bytesIn: '0',
  bytesOut: '0',
};

/**
 * What was added between two committed totals. A report that comes late or twice adds nothing, and after the position was
 * set back the totals start lower without a negative bar.
 */
export function deltaOf(
  before: Totals,
  after: Totals,
): Pick<MetricDelta, 'recordsIn' | 'recordsOut' | 'filtered' | 'setAside' | 'bytesIn' | 'bytesOut'> {
  return {
    recordsIn: grown(before.in, after.in),
    recordsOut: grown(before.out, after.out),
    filtered: grown(before.filtered, after.filtered),
    setAside: grown(before.setAside, after.setAside),
    bytesIn: grown(before.bytesIn, after.bytesIn),
    bytesOut: grown(before.bytesOut, after.bytesOut),
  };
}

function grown(before: string, after: string): bigint {
  const difference = BigInt(after) - BigInt(before);
  return difference > 0n ? difference : 0n;
}
