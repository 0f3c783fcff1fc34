type Totals = { in: bigint; out: bigint; filtered: bigint; setAside: bigint };

/** A deployment's position as the table's metadata holds it (docs/commit-protocol.md, State). */
export type Position = {
  epoch: bigint;
  seq: bigint;
  commitId: string;
  /** Next offset per partition. */
  next: Map<number, bigint>;
  totals: Totals;
};

type Text = {
  epoch: string;
  seq: string;
  commitId: string;
  next: { partition: number; offset: string }[];
  totals: Record<keyof Totals, string>;
};

/** Throws on anything but decimal strings where 64-bit numbers are expected. */
export function readPosition(json: string): Position {
  const { epoch, seq, commitId, next, totals } = JSON.parse(json) as Text;
  return {
    epoch: decimal(epoch),
    seq: decimal(seq),
    commitId,
    next: new Map(next.map(({ partition, offset }) => [partition, decimal(offset)])),
    totals: {
      in: decimal(totals.in),
      out: decimal(totals.out),
      filtered: decimal(totals.filtered),
      setAside: decimal(totals.setAside),
    },
  };
}

function decimal(text: unknown): bigint {
  if (typeof text !== 'string' || !/^\d+$/.test(text))
    throw new Error(`not a decimal string: ${String(text)}`);
  return BigInt(text);
}
