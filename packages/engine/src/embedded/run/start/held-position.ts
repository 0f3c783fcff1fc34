import type { RunSpec } from '../../../types';
import { loadTable } from '../../sink/iceberg/ensure-table';
import type { IcebergSink } from '../../sink/iceberg/iceberg-sink';
import {
  parseStoredPosition,
  positionKey,
  type StoredPosition,
  type TableRef,
} from '../../sink/iceberg/position';
import type { TableState } from '../../sink/iceberg/table-state';
import { positionGone, tableGone } from './refusals';

/** A deployment moves to a table and back; more signs than this in a row are a circle. */
const LONGEST_WAY = 16;

/**
 * Where the deployment's position is. `here` is what the sink's table says of it, `held` the position that counts, in
 * `table` when that is another table (rule 7). All null: it never committed, or a start was chosen since it was lost.
 */
export type Held = {
  here: StoredPosition | null;
  held: StoredPosition | null;
  table: TableRef | null;
};

/** Throws `blocked` when a position that the control plane knows of is not to be found; that never means "first deploy". */
export async function findHeld(spec: RunSpec, sink: IcebergSink): Promise<Held> {
  const here = positionIn(sink.table, spec.deploymentId);
  if (here !== null && here.movedTo === null && isWhereItWas(spec, sink))
    return { here, held: here, table: null };
  const elsewhere = await follow(spec, sink, here?.movedTo ?? knownTable(spec));
  if (elsewhere !== null) return { here, ...elsewhere };
  const known = spec.lastCommit ?? null;
  if (known === null || known.beforeChoice) return { here, held: here, table: null };
  throw known.tableUuid === sink.tableUuid ? positionGone() : tableGone();
}

/** True when the sink's table has to be there: the deployment has committed to it, and nobody chose a start since. */
export function mustExist(spec: RunSpec): boolean {
  const known = spec.lastCommit ?? null;
  return known !== null && !known.beforeChoice && knownTable(spec) === null;
}

function isWhereItWas({ lastCommit }: RunSpec, sink: IcebergSink): boolean {
  return !lastCommit || lastCommit.tableUuid === sink.tableUuid;
}

function knownTable({ lastCommit, pipeline: { sink } }: RunSpec): TableRef | null {
  const table = lastCommit?.table;
  if (!lastCommit || !table) return null;
  const isHere = table.name === sink.table && table.namespace.join('\0') === sink.namespace.join('\0');
  return isHere ? null : { ...table, uuid: lastCommit.tableUuid };
}

/** Goes from sign to sign until a position that counts; null when the way breaks off. */
async function follow(
  spec: RunSpec,
  sink: IcebergSink,
  first: TableRef | null,
): Promise<{ held: StoredPosition; table: TableRef | null } | null> {
  let next = first;
  for (let step = 0; next !== null && step < LONGEST_WAY; step++) {
    const isHere = next.uuid === sink.tableUuid;
    const table = isHere
      ? sink.table
      : await loadTable(sink.client, { namespace: next.namespace, table: next.name });
    const position = table?.uuid === next.uuid ? positionIn(table, spec.deploymentId) : null;
    if (position === null) return null;
    if (position.movedTo === null) return { held: position, table: isHere ? null : next };
    next = position.movedTo;
  }
  return null;
}

function positionIn(table: TableState, deploymentId: string): StoredPosition | null {
  const text = table.properties.get(positionKey(deploymentId));
  return text === undefined ? null : parseStoredPosition(text);
}
