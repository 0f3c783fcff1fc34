import type { Totals } from '../../types';

export type Counted = {
  in: number;
  out: bigint;
  filtered: number;
  setAside: number;
  bytesIn: number;
  bytesOut: bigint;
};

export function emptyCount(): Counted {
  return { in: 0, out: 0n, filtered: 0, setAside: 0, bytesIn: 0, bytesOut: 0n };
}

/** Totals are kept in the table's property and carried from commit to commit, so a restart counts nothing twice. */
export function addTotals(totals: Totals, counted: Counted): Totals {
  const sum = (text: string, more: number | bigint) => String(BigInt(text) + BigInt(more));
  return {
    in: sum(totals.in, counted.in),
    out: sum(totals.out, counted.out),
    filtered: sum(totals.filtered, counted.filtered),
    setAside: sum(totals.setAside, counted.setAside),
    bytesIn: sum(totals.bytesIn, counted.bytesIn),
    bytesOut: sum(totals.bytesOut, counted.bytesOut),
  };
}
