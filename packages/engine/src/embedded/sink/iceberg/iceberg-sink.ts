import type { DuckDBConnection } from '@duckdb/node-api';
import { isPenstockError, PenstockError, stringifyLossless } from '@penstock/common';
import type { ResolvedSink } from '@penstock/config-schema';
import { quoteIdent, quoteLiteral } from '@penstock/flink-sql';
import type { CatalogConnection, DuckDbExtensions } from '../../../types';
import { Backoff } from '../../run/backoff';
import { crashPoint } from '../../run/crash-point';
import type { CommitFacts, CommitOutcome, CommitPlan, Sink } from '../sink';
import { attachCatalog, qualifiedTable } from './attach';
import { ensureTable, loadTable } from './ensure-table';
import { parseStoredPosition, positionKey, type StoredPosition, type TableRef } from './position';
import { RestClient } from './rest-client';
import type { TableState } from './table-state';

export const STAGED_TABLE = 'penstock_staged';
/** Conflicts with other writers before the catalog is asked for a turn (rule 4). */
const CONFLICTS_BEFORE_TURN = 2;
/** Failed attempts, conflicts apart, after which the run fails and the runner's back-off takes over. */
const REFUSALS_BEFORE_FAILURE = 8;

type Options = {
  deploymentId: string;
  sink: ResolvedSink;
  catalog: CatalogConnection;
  extensions: DuckDbExtensions;
  /** The deployment has committed there before: a missing table blocks instead of being made. */
  mustExist: boolean;
};

/** Iceberg through DuckDB's extension for rows and through our own client for everything else. */
export class IcebergSink implements Sink {
  readonly #options: Options;
  readonly #client: RestClient;
  readonly #connection: DuckDBConnection;
  readonly #table: TableState;

  private constructor(options: Options, client: RestClient, connection: DuckDBConnection, table: TableState) {
    this.#options = options;
    this.#client = client;
    this.#connection = connection;
    this.#table = table;
  }

  /** Makes or widens the table, then attaches the catalog to the connection. */
  static async open(options: Options, connection: DuckDBConnection): Promise<IcebergSink> {
    const client = new RestClient(options.catalog);
    if (options.mustExist && (await loadTable(client, options.sink)) === null)
      throw replaced(options.sink, null);
    const table = await ensureTable(client, options.sink);
    await attachCatalog(connection, options.extensions, options.catalog);
    return new IcebergSink(options, client, connection, table);
  }

  get directories(): readonly string[] {
    const { location } = this.#table;
    return [location.startsWith('file:') ? decodeURIComponent(new URL(location).pathname) : location];
  }

  get tableUuid(): string {
    return this.#table.uuid;
  }

  get table(): TableState {
    return this.#table;
  }

  /** The table by name, as the catalog finds it. */
  get ref(): { namespace: string[]; name: string } {
    const { namespace, table } = this.#options.sink;
    return { namespace: [...namespace], name: table };
  }

  get client(): RestClient {
    return this.#client;
  }

  /** The position in the table as it is now. Throws `blocked` when the table is no longer the one that was opened. */
  async stored(): Promise<StoredPosition | null> {
    const text = (await this.#load()).properties.get(positionKey(this.#options.deploymentId));
    return text === undefined ? null : parseStoredPosition(text);
  }

  async facts(): Promise<CommitFacts> {
    const { snapshotId, addedBytes } = await this.#load();
    return { snapshotId, addedBytes };
  }

  async commit(
    plan: CommitPlan,
    previous: StoredPosition | null,
    signal: AbortSignal,
    waiting: (reason: string | null) => void,
  ): Promise<CommitOutcome> {
    const backoff = new Backoff(50, 5000);
    let conflicts = 0;
    let refusals = 0;
    for (;;) {
      try {
        await this.#attempt(plan);
        waiting(null);
        return { kind: 'committed' };
      } catch (error) {
        const outcome = await this.#judge(plan.position, previous, error, signal, waiting);
        if (outcome !== 'unchanged') return outcome;
        if (!isConflict(error) && ++refusals >= REFUSALS_BEFORE_FAILURE)
          throw refused(this.#options.sink, error);
        if (isConflict(error) && ++conflicts > CONFLICTS_BEFORE_TURN) await this.#askForTurn();
        if (backoff.attempts > 3) waiting(`the catalog refuses the commit: ${firstLine(error)}`);
        await backoff.wait(signal);
        if (signal.aborted)
          throw new PenstockError('cancelled', 'The run was stopped while its commit was open.');
      }
    }
  }

  async #attempt(plan: CommitPlan): Promise<void> {
    crashPoint('before-commit');
    if (plan.leaves) await this.#commitMove(plan.position, plan.leaves);
    else if (plan.rows === 0n) await this.#commitPosition(plan.position);
    else await this.#commitRows(plan.position);
    crashPoint('after-commit-before-ack');
  }

  async #commitRows(position: StoredPosition): Promise<void> {
    const { sink, deploymentId } = this.#options;
    const target = qualifiedTable(sink.namespace, sink.table);
    const columns = sink.columns.map((column) => quoteIdent(column.name)).join(', ');
    const property = `{${quoteLiteral(positionKey(deploymentId))}: ${quoteLiteral(stringifyLossless(position))}}`;
    try {
      await this.#connection.run('BEGIN TRANSACTION');
      await this.#connection.run(`INSERT INTO ${target} BY NAME SELECT ${columns} FROM ${STAGED_TABLE}`);
      await this.#connection.run(`CALL set_iceberg_table_properties(${target}, ${property})`);
      await this.#connection.run('COMMIT');
    } catch (error) {
      // After a failed COMMIT the transaction is gone and ROLLBACK fails as well.
      await this.#connection.run('ROLLBACK').catch(() => {});
      throw error;
    }
  }

  /** Rule 3: a batch without rows commits the position alone. */
  async #commitPosition(position: StoredPosition): Promise<void> {
    const { sink, deploymentId } = this.#options;
    await this.#client.post(RestClient.tablePath(sink.namespace, sink.table), {
      requirements: [{ type: 'assert-table-uuid', uuid: this.#table.uuid }],
      updates: [
        { action: 'set-properties', updates: { [positionKey(deploymentId)]: stringifyLossless(position) } },
      ],
    });
  }

  /** Rule 7: both tables in one commit, so that the position is never in two places, nor in none. */
  async #commitMove(position: StoredPosition, leaves: NonNullable<CommitPlan['leaves']>): Promise<void> {
    const key = positionKey(this.#options.deploymentId);
    const change = (table: TableRef, value: StoredPosition) => ({
      identifier: { namespace: table.namespace, name: table.name },
      requirements: [{ type: 'assert-table-uuid', uuid: table.uuid }],
      updates: [{ action: 'set-properties', updates: { [key]: stringifyLossless(value) } }],
    });
    const here = { ...this.ref, uuid: this.#table.uuid };
    const changes = [change(here, position), change(leaves.table, leaves.position)];
    await this.#client.post('/v1/transactions/commit', { 'table-changes': changes });
  }

  /** Rule 4: what does the table hold now? Waits for the catalog as long as that takes. */
  async #judge(
    mine: StoredPosition,
    previous: StoredPosition | null,
    error: unknown,
    signal: AbortSignal,
    waiting: (reason: string | null) => void,
  ): Promise<CommitOutcome | 'unchanged'> {
    const backoff = new Backoff(100, 5000);
    for (;;) {
      try {
        const stored = await this.stored();
        return compare(mine, previous, stored);
      } catch (reloadError) {
        if (!isPenstockError(reloadError) || reloadError.code !== 'unavailable') {
          if (isPenstockError(reloadError) && reloadError.code === 'fenced') {
            return { kind: 'fenced', message: reloadError.message };
          }
          throw reloadError;
        }
        waiting(`${reloadError.message} (the commit is open: ${firstLine(error)})`);
        await backoff.wait(signal);
        if (signal.aborted)
          throw new PenstockError('cancelled', 'The run was stopped while its commit was open.');
      }
    }
  }

  /** Errors do not matter: without a turn the next attempt is one like any other. */
  async #askForTurn(): Promise<void> {
    await this.#client.post('/penstock/v1/turns', { uuid: this.#table.uuid }).catch(() => {});
  }

  async #load(): Promise<TableState> {
    const { sink } = this.#options;
    const table = await loadTable(this.#client, sink);
    if (table?.uuid === this.#table.uuid) return table;
    throw replaced(sink, table);
  }
}

/** The catalog answers and yet the commit does not land: a full disk, a refused type, memory. A person should see it. */
function refused(sink: ResolvedSink, error: unknown): PenstockError {
  return new PenstockError(
    'internal',
    `The commit to ${sink.table} failed ${REFUSALS_BEFORE_FAILURE} times: ${firstLine(error)}. Nothing is lost: the position is held, and it is tried again.`,
    { cause: error },
  );
}

function replaced(sink: ResolvedSink, table: TableState | null): PenstockError {
  return new PenstockError(
    'blocked',
    table === null
      ? `The table ${sink.table} was dropped. Restore it, or deploy again with a new start position.`
      : `The table ${sink.table} was dropped and made again (its id changed). Its rows are not this pipeline's: deploy again with a new start position.`,
    { details: { reason: 'table_replaced' } },
  );
}

/** Exported for its tests: the decision of rule 4. */
export function compare(
  mine: StoredPosition,
  previous: StoredPosition | null,
  stored: StoredPosition | null,
): CommitOutcome | 'unchanged' {
  if (stored === null) {
    if (previous === null) return 'unchanged';
    throw new PenstockError('blocked', 'The position was removed from the table outside Penstock.', {
      details: { reason: 'position_missing' },
    });
  }
  if (stored.commitId === mine.commitId) return { kind: 'committed' };
  if (BigInt(stored.epoch) > BigInt(mine.epoch)) {
    return { kind: 'fenced', message: `Epoch ${stored.epoch} has taken over (this run has ${mine.epoch}).` };
  }
  if (stored.commitId === previous?.commitId) return 'unchanged';
  return { kind: 'moved', stored };
}

function isConflict(error: unknown): boolean {
  if (isPenstockError(error)) return error.code === 'conflict';
  return error instanceof Error && /409|conflict/i.test(error.message);
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n', 1)[0] ?? text).slice(0, 300);
}
