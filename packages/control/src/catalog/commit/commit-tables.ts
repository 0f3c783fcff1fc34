import { isPenstockError } from '@penstock/common';
import type { Principal } from '../auth/principal';
import type { CatalogContext } from '../context';
import { badRequest, commitFailed } from '../errors';
import { namespaceKey, type TableIdent } from '../identifiers';
import { stringAt } from '../json/json-object';
import { findCurrent } from '../tables/current-table';
import { mustWait, waitForTurns } from '../turns/turn-line';
import { checkAdoptions } from './adoption';
import { settled } from './decide';
import { checkSequence, isRepeat } from './fence';
import { guardPinTags } from './guard-pins';
import { landedBefore } from './landed-before';
import { refuseOvertaken } from './overtaken';
import { candidateOf, prepareChange } from './prepare';
import { publish } from './publish';
import type { CommitRequest, CurrentTable, WrittenChange } from './types';
import { discardFiles, writeFiles } from './write-files';

type Attempt =
  | { kind: 'done'; tables: CurrentTable['file'][] }
  | { kind: 'moved' }
  | { kind: 'turn'; uuids: string[] };

/**
 * Commits changes of one or more tables, all or none, and returns their metadata in the order of the changes.
 * Requirements are checked against the base that the pointer's compare-and-set is made on; when another process moves
 * the pointer in between, everything is checked again on the new base.
 */
export async function commitTables(
  context: CatalogContext,
  request: CommitRequest,
): Promise<CurrentTable['file'][]> {
  const keys = request.changes.map((change) => tableKey(change.ident));
  if (new Set(keys).size !== keys.length) throw badRequest('A transaction can name each table once');
  const place = context.newestCommits.arrive(keys);
  try {
    return await commitInLine(context, request, keys, place.at);
  } finally {
    place.leave();
  }
}

async function commitInLine(
  context: CatalogContext,
  request: CommitRequest,
  keys: readonly string[],
  arrivedAt: number,
): Promise<CurrentTable['file'][]> {
  const deadline = Date.now() + context.limits.turnWaitMs;
  for (let tries = 0; tries < context.limits.commitAttempts; ) {
    const attempt = await context.commitQueue.run(keys, () => {
      for (const change of request.changes)
        refuseOvertaken(change, context.newestCommits.after(tableKey(change.ident), arrivedAt));
      return tryCommit(context, request);
    });
    if (attempt.kind === 'done') return attempt.tables;
    if (attempt.kind === 'moved') tries += 1;
    else if (!(await waitForTurns(context, request.principal, attempt.uuids, deadline))) {
      throw commitFailed('Another pipeline has its commit turn on this table; try again');
    }
  }
  throw commitFailed('The table is changed too often by others; try again');
}

const tableKey = (ident: TableIdent) => `${namespaceKey(ident.namespace)}\u001f\u001f${ident.name}`;

async function tryCommit(context: CatalogContext, request: CommitRequest): Promise<Attempt> {
  const { principal } = request;
  const currents = await Promise.all(request.changes.map((change) => findCurrent(context, change.ident)));
  const changes = await settled(request.changes, currents);
  if (changes === null) return { kind: 'done', tables: [] };
  const candidates = changes.map((change, index) => candidateOf(change, currents[index] ?? null, principal));
  if (isRepeat(candidates) || landedBefore(candidates))
    return { kind: 'done', tables: currentFiles(candidates) };
  const blocked = candidates.filter(
    ({ current }) => current !== null && mustWait(current.row.turnOf, principal),
  );
  if (blocked.length > 0) return { kind: 'turn', uuids: uuidsOf(blocked) };
  checkSequence(candidates);
  checkAdoptions(candidates);
  const prepared = candidates.map((candidate) => prepareChange(context, candidate));
  guardPinTags(principal, prepared);
  await context.onStep('prepared');
  const written = await writeFiles(context, prepared);
  await context.onStep('written');
  const published = await publishOrDiscard(context, principal, written);
  if (published === 'turn') return { kind: 'turn', uuids: uuidsOf(written) };
  if (published === 'moved') return { kind: 'moved' };
  await context.onStep('committed');
  await afterCommit(context, written);
  return { kind: 'done', tables: written.map((change) => change.file) };
}

/** Files of a commit that certainly did not happen are removed; when that is unknown they have to stay. */
async function publishOrDiscard(context: CatalogContext, principal: Principal, written: WrittenChange[]) {
  try {
    const published = await publish(context, principal, written);
    if (published !== 'done') await discardFiles(context, written);
    return published;
  } catch (error) {
    if (!isStateUnknown(error)) await discardFiles(context, written);
    throw error;
  }
}

function isStateUnknown(error: unknown): boolean {
  const fault = isPenstockError(error) ? error.details.catalogFault : null;
  return (
    typeof fault === 'object' &&
    fault !== null &&
    'type' in fault &&
    fault.type === 'CommitStateUnknownException'
  );
}

async function afterCommit(context: CatalogContext, written: readonly WrittenChange[]): Promise<void> {
  for (const change of written) {
    context.metadataFiles.remember(change.file);
    context.newestCommits.committed(tableKey(change.ident), change.file);
    for (const dropped of change.droppedFiles) await context.metadataFiles.remove(dropped);
    for (const listener of context.commitListeners) listener(stringAt(change.metadata, 'table-uuid'));
  }
}

const currentFiles = (candidates: readonly { current: CurrentTable | null }[]) =>
  candidates.flatMap(({ current }) => (current === null ? [] : [current.file]));

const uuidsOf = (changes: readonly { current: CurrentTable | null }[]) =>
  changes.flatMap(({ current }) => current?.row.uuid ?? []);
