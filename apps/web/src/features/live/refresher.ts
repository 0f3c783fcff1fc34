import type { QueryClient } from '@tanstack/react-query';
import { type ChangeSet, concerns, merge } from './concerns';

/**
 * Refreshes the queries a change concerns, one round at a time: a slow machine gets fewer rounds instead of requests
 * that cancel each other and never arrive. A read that was under way when its change came may be older than the
 * change, so it is followed by one more round.
 */
export class Refresher {
  private waiting: ChangeSet | null = null;
  private running = false;

  constructor(private readonly client: Pick<QueryClient, 'isFetching' | 'invalidateQueries'>) {}

  add(changes: ChangeSet): void {
    this.waiting = merge(this.waiting, changes);
    if (!this.running) void this.run();
  }

  private async run(): Promise<void> {
    this.running = true;
    while (this.waiting) {
      const changes = this.waiting;
      this.waiting = null;
      const filters = {
        predicate: ({ queryKey }: { queryKey: readonly unknown[] }) => concerns(changes, queryKey),
      };
      const overtaken = this.client.isFetching(filters) > 0;
      // A failed read shows its own error; the next change tries again.
      await this.client.invalidateQueries(filters, { cancelRefetch: false }).catch(() => undefined);
      if (overtaken) this.waiting = merge(this.waiting, changes);
    }
    this.running = false;
  }
}
