import { PenstockError } from '@penstock/common';
import type { Database, Db } from '../db/client';
import { holdsLease, type Lease } from './lease-repository';

/** One transaction in which the lease cannot be taken over; throws `lease_lost` when it already was. */
export async function underLease<T>(
  database: Database,
  lease: Lease,
  work: (tx: Db) => Promise<T>,
): Promise<T> {
  return await database.transaction(async (tx) => {
    if (!(await holdsLease(tx, lease))) {
      throw new PenstockError(
        'lease_lost',
        `Another runner carries out this deployment now (epoch ${lease.epoch} is over).`,
      );
    }
    return await work(tx);
  });
}
