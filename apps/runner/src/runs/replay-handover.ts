import type { ActiveRun, ReplayRecord } from '@penstock/engine';

/** Replays taken up at once; the child commits them in pieces. */
const atOnce = { rows: 200, bytes: 8 * 1024 * 1024 };

type Claim = (most: { rows: number; bytes: number }) => Promise<ReplayRecord[]>;

/**
 * Hands a run set-aside records that wait to be put through once more, whenever it is through with those that it has:
 * what has landed by then does not wait any more, and no value is read twice.
 */
export class ReplayHandover {
  readonly #claim: Claim;
  #gave = false;

  constructor(claim: Claim) {
    this.#claim = claim;
  }

  /** `waiting` is how many requests there are. After the last of them one more claim notes that they have landed. */
  async look(run: Pick<ActiveRun, 'replay' | 'isReplaying'>, waiting: number): Promise<void> {
    if (run.isReplaying || (waiting === 0 && !this.#gave)) return;
    const records = await this.#claim(atOnce);
    this.#gave = records.length > 0;
    if (this.#gave) run.replay(records);
  }
}
