import { parseLossless } from '@penstock/common';
import type { TableStateAnswer } from '../../contracts/server-api';
import {
  deploymentOfKey,
  parsePosition,
  reservedPrefix,
  reservedProperties,
} from '../commit/position-property';
import type { CatalogContext } from '../context';
import type { TableIdent } from '../identifiers';
import { asArray, asObject, type JsonObject, longAt, objectsAt, stringAt } from '../json/json-object';
import { findCurrent } from '../tables/current-table';
import { summaryOf } from './newest-files';
import { currentColumns } from './type-names';

/** Snapshots that an answer holds at most, newest first. */
const snapshotLimit = 100;

/** Columns, snapshots and a deployment's committed position, from metadata alone. */
export async function tableState(
  context: CatalogContext,
  ident: TableIdent,
  deploymentId: string | null,
): Promise<TableStateAnswer> {
  const current = await findCurrent(context, ident);
  if (current === null) return { exists: false, columns: [], snapshots: [], position: null, others: [] };
  const { metadata } = current.file;
  return {
    exists: true,
    columns: currentColumns(metadata).map(({ name, type, required }) => ({ name, type, required })),
    snapshots: objectsAt(metadata, 'snapshots').slice(-snapshotLimit).reverse().map(snapshotView),
    position: deploymentId === null ? null : positionOf(metadata, deploymentId),
    others: othersOf(metadata, deploymentId),
  };
}

function snapshotView(snapshot: JsonObject): TableStateAnswer['snapshots'][number] {
  return {
    snapshotId: longAt(snapshot, 'snapshot-id').toString(),
    at: new Date(Number(longAt(snapshot, 'timestamp-ms'))).toISOString(),
    operation: summaryOf(snapshot, 'operation') ?? 'append',
    addedRecords: summaryOf(snapshot, 'added-records'),
    totalRecords: summaryOf(snapshot, 'total-records'),
  };
}

/** Positions of other deployments in this table (rule 2). */
function othersOf(metadata: JsonObject, deploymentId: string | null): TableStateAnswer['others'] {
  return [...reservedProperties(metadata).keys()].flatMap((key) => {
    const other = deploymentOfKey(key);
    if (other === null || other === deploymentId) return [];
    const position = positionOf(metadata, other);
    return position === null ? [] : [{ deploymentId: other, ...position }];
  });
}

function positionOf(metadata: JsonObject, deploymentId: string): TableStateAnswer['position'] {
  const key = `${reservedPrefix}${deploymentId}`;
  const value = reservedProperties(metadata).get(key);
  if (value === undefined) return null;
  const { epoch, seq } = parsePosition(key, value);
  const { next = [], movedTo } = asObject(parseLossless(value), key);
  return {
    epoch: epoch.toString(),
    seq: seq.toString(),
    moved: movedTo !== undefined && movedTo !== null,
    offsets: asArray(next, 'next').map((entry) => {
      const partition = asObject(entry, 'next');
      return {
        topicId: stringAt(partition, 'topicId'),
        partition: Number(longAt(partition, 'partition')),
        offset: stringAt(partition, 'offset'),
      };
    }),
  };
}
