import type { Ledger, Offsets } from '../load/ledger';
import { Multiset } from './multiset';
import type { Position } from './position';
import { Replays } from './replays';

/** What the oracle has against a run. */
export type Finding = { invariant: string; text: string };

/** Set-aside records that a reader sees: how many, and which of them count as replayed. */
export type VisibleSetAside = { records: bigint; replayed: readonly string[] };

/** One pipeline's part of a table, checked from one committed state to the next. */
export class Followed {
  position: Position | null = null;
  readonly replays = new Replays();
  readonly #rows = { filtered: 0n, setAside: 0n, out: 0n, in: 0n };

  constructor(
    readonly deploymentId: string,
    readonly prefix: string,
    readonly ledger: Ledger,
    /** False where the policy drops bad records instead of keeping them. */
    readonly keepsSetAside: boolean,
  ) {}

  get next(): Offsets {
    return this.position?.next ?? new Map();
  }

  /**
   * Checks the step to the next committed state: the rows that came with it are exactly the reference's for the
   * messages between the two positions and for the replays that count as done since, so no part of a batch is ever seen (I3); nothing moves backwards (I5, I7); in =
   * out + filtered + set aside, as the totals and as the visible records say (I6).
   */
  step(position: Position | null, came: string[], went: string[], setAside: VisibleSetAside): Finding[] {
    if (position === null)
      return this.position === null && came.length === 0
        ? []
        : [{ invariant: 'I5', text: `${this.prefix}: the position is gone` }];
    const findings = [...this.#backwards(position), ...this.#rowsOf(position, setAside.replayed, came, went)];
    this.position = position;
    return [...findings, ...this.#totals(position, setAside)];
  }

  #backwards(position: Position): Finding[] {
    const before = this.position;
    if (before === null) return [];
    const gone = (what: string, from: bigint, to: bigint): Finding[] =>
      to < from ? [{ invariant: 'I5', text: `${this.prefix}: ${what} went back from ${from} to ${to}` }] : [];
    return [
      ...gone('epoch', before.epoch, position.epoch),
      ...gone('seq', before.seq, position.seq),
      ...[...before.next].flatMap(([partition, offset]) =>
        gone(`the offset of partition ${partition}`, offset, position.next.get(partition) ?? -1n),
      ),
    ];
  }

  /** The rows that the step has to bring; a replay takes a record from those set aside to those written or filtered. */
  #expect({ next }: Position, became: readonly ({ row: string } | 'filtered')[]): string[] {
    const expected = this.ledger.between(this.next, next);
    const mended = became.flatMap((one) => (one === 'filtered' ? [] : [one.row]));
    const rows = [...expected.rows, ...mended];
    this.#rows.in += expected.records;
    this.#rows.out += BigInt(rows.length);
    this.#rows.filtered += expected.filtered + BigInt(became.length - mended.length);
    this.#rows.setAside += expected.setAside - BigInt(became.length);
    return rows;
  }

  #rowsOf(position: Position, replayed: readonly string[], came: string[], went: string[]): Finding[] {
    const { became, wrong } = this.replays.since(replayed);
    const want = new Multiset(this.#expect(position, became));
    const have = new Multiset(came);
    const missing = want.minus(have);
    const surplus = have.minus(want);
    const at = `${this.prefix}, epoch ${position.epoch}, seq ${position.seq}`;
    return [
      ...wrong.map((text) => ({ invariant: 'I6', text: `${at}: ${text}` })),
      ...(went.length > 0
        ? [{ invariant: 'I3', text: `${at}: ${went.length} visible rows vanished, first ${went[0]}` }]
        : []),
      ...(missing.length > 0
        ? [
            {
              invariant: 'I3',
              text: `${at}: ${missing.length} rows of the batch are missing, first ${missing[0]}`,
            },
          ]
        : []),
      ...(surplus.length > 0
        ? [
            {
              invariant: 'I3',
              text: `${at}: ${surplus.length} rows are no part of the batch, first ${surplus[0]}`,
            },
          ]
        : []),
    ];
  }

  #totals({ seq, totals }: Position, { records, replayed }: VisibleSetAside): Finding[] {
    const wrong = (what: string, is: bigint, should: bigint): Finding[] =>
      is === should
        ? []
        : [{ invariant: 'I6', text: `${this.prefix}, seq ${seq}: ${what} is ${is}, should be ${should}` }];
    return [
      ...wrong('in', totals.in, this.#rows.in),
      ...wrong('out', totals.out, this.#rows.out),
      ...wrong('filtered', totals.filtered, this.#rows.filtered),
      ...wrong('set aside', totals.setAside, this.#rows.setAside),
      ...wrong('out + filtered + set aside', totals.out + totals.filtered + totals.setAside, totals.in),
      ...wrong(
        'visible set-aside records without the replayed ones',
        records - BigInt(replayed.length),
        this.keepsSetAside ? totals.setAside : 0n,
      ),
    ];
  }
}
