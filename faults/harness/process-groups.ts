import { within } from '../run/within';
import { type Process, processes, signalAll } from './children-of';

/**
 * Each process that a session starts leads a group, and what it starts stays in there, also when its parent has been
 * killed: so what outlives its parent is found.
 */
export class ProcessGroups {
  readonly #leaders = new Set<number>();

  add(leader: number): void {
    this.#leaders.add(leader);
  }

  /**
   * Members that are none of `alone` and neither one of `families` nor its child. They get a minute to notice that
   * nobody needs them; the rest is killed, so as not to disturb what follows, and named.
   */
  async endOrphans(alone: readonly number[], families: readonly number[]): Promise<string[]> {
    const look = () =>
      this.#members().filter(
        ({ pid, parent }) => !alone.includes(pid) && !families.includes(pid) && !families.includes(parent),
      );
    await within('all orphans have ended', () => look().length === 0).catch(() => {});
    const orphans = look();
    signalAll(
      orphans.map(({ pid }) => pid),
      'SIGKILL',
    );
    return orphans.map(({ pid, parent, command }) => `${pid} (parent ${parent}) ${command}`);
  }

  /** A group without members is forgotten: its number may be given anew. */
  #members(): Process[] {
    const members = processes().filter(({ group }) => this.#leaders.has(group));
    const alive = new Set(members.map(({ group }) => group));
    for (const leader of this.#leaders) if (!alive.has(leader)) this.#leaders.delete(leader);
    return members;
  }
}
