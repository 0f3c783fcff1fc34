import type { Principal } from '../auth/principal';
import type { CatalogContext } from '../context';
import { noSuchTable } from '../errors';
import { printTable } from '../identifiers';
import { mainDescends } from '../metadata/ancestry';
import { buildMetadata } from '../metadata/build';
import { checkRequirements, isCreation } from '../metadata/requirements/check';
import { positionsSetBy } from './fence';
import { guardPositions } from './guard';
import type { Position } from './position-property';
import type { CurrentTable, PreparedChange, TableChange } from './types';

/** A change with its base, before anything is checked against the base. */
export type Candidate = { change: TableChange; current: CurrentTable | null; positions: Position[] };

export function candidateOf(
  change: TableChange,
  current: CurrentTable | null,
  principal: Principal,
): Candidate {
  if (current === null && !isCreation(change.requirements)) throw noSuchTable(printTable(change.ident));
  return { change, current, positions: positionsSetBy(change.updates, principal) };
}

/** Checks requirements, applies updates and guards positions; nothing is written. */
export function prepareChange(context: CatalogContext, candidate: Candidate): PreparedChange {
  const { change, current, positions } = candidate;
  const base = current === null ? null : current.file;
  checkRequirements(base?.metadata ?? null, change.requirements);
  const built = buildMetadata(base, change.updates, {
    nowMs: BigInt(Date.now()),
    checkLocation: (location) => void context.warehouse.checkedPath(location),
  });
  if (base !== null) guardPositions(change.ident, base.metadata, change.updates, built.metadata);
  const lineageStep = base === null || mainDescends(base.metadata, built.metadata) ? 0n : 1n;
  return { ident: change.ident, current, positions, lineageStep, ...built };
}
