import type { Principal } from '../auth/principal';
import { forbidden } from '../errors';
import { printTable, type TableIdent } from '../identifiers';
import { type JsonObject, sameJson } from '../json/json-object';
import { mainDescends } from '../metadata/ancestry';
import { mainBranch } from '../metadata/updates/snapshot-refs';
import { reservedProperties } from './position-property';

/**
 * Rule 1's refusals. A table that carries a position must not lose it, and its rows must go on descending from those
 * that the position counts; anything else would make the position lie.
 */
export function guardPositions(
  ident: TableIdent,
  base: JsonObject,
  updates: readonly JsonObject[],
  next: JsonObject,
): void {
  const held = reservedProperties(base);
  if (held.size === 0) return;
  const refuse = (what: string) =>
    forbidden(
      `${printTable(ident)} holds the position of a pipeline: ${what}. Restore it in Penstock instead`,
    );
  const kept = reservedProperties(next);
  for (const key of held.keys()) if (!kept.has(key)) throw refuse(`the property ${key} cannot be removed`);
  if (
    updates.some((update) => update.action === 'remove-snapshot-ref' && update['ref-name'] === mainBranch)
  ) {
    throw refuse('it cannot be replaced');
  }
  if (next.location !== base.location) throw refuse('it cannot be moved to another location');
  if (!sameJson(next['format-version'], base['format-version'])) throw refuse('it keeps its format version');
  if (!mainDescends(base, next)) {
    throw refuse('main cannot be set to a snapshot that does not descend from the current one');
  }
}

/** A pipeline finds its table by name: `table_name` of the pipeline is what moves it (rule 7). */
export function guardMove(ident: TableIdent, metadata: JsonObject): void {
  if (reservedProperties(metadata).size > 0) {
    throw forbidden(`${printTable(ident)} holds the position of a pipeline and cannot be renamed`);
  }
}

/**
 * A position that comes back with registered metadata may lie behind what its pipeline committed since; whether that
 * is meant is known to Penstock alone.
 */
export function guardRegister(ident: TableIdent, metadata: JsonObject, principal: Principal): void {
  if (reservedProperties(metadata).size > 0 && principal.kind !== 'internal') {
    throw forbidden(
      `${printTable(ident)} would come back with the position of a pipeline; only Penstock registers such a table`,
    );
  }
}

/** Dropping would lose the position as well. */
export function guardDrop(ident: TableIdent, metadata: JsonObject): void {
  if (reservedProperties(metadata).size > 0) {
    throw forbidden(`${printTable(ident)} holds the position of a pipeline and cannot be dropped`);
  }
}
