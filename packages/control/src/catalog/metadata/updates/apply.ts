import { badRequest } from '../../errors';
import { type JsonObject, stringAt } from '../../json/json-object';
import type { MetadataDraft } from '../draft';
import type { UpdateContext } from './context';
import { addEncryptionKey, removeEncryptionKey } from './encryption-keys';
import { assignUuid, setLocation, upgradeFormatVersion } from './identity';
import { addSpec, removePartitionSpecs, setDefaultSpec } from './partition-specs';
import { removeProperties, setProperties } from './properties';
import { addSchema, removeSchemas, setCurrentSchema } from './schemas';
import { removeSnapshotRef, setSnapshotRef } from './snapshot-refs';
import { addSnapshot, removeSnapshots } from './snapshots';
import { addSortOrder, setDefaultSortOrder } from './sort-orders';
import {
  removePartitionStatistics,
  removeStatistics,
  setPartitionStatistics,
  setStatistics,
} from './statistics';

type ApplyUpdate = (draft: MetadataDraft, update: JsonObject, context: UpdateContext) => void;

/** `TableUpdate` of the REST specification, by its `action`. */
const updateActions = new Map<string, ApplyUpdate>([
  ['assign-uuid', assignUuid],
  ['upgrade-format-version', upgradeFormatVersion],
  ['add-schema', addSchema],
  ['set-current-schema', setCurrentSchema],
  ['remove-schemas', removeSchemas],
  ['add-spec', addSpec],
  ['set-default-spec', setDefaultSpec],
  ['remove-partition-specs', removePartitionSpecs],
  ['add-sort-order', addSortOrder],
  ['set-default-sort-order', setDefaultSortOrder],
  ['set-location', setLocation],
  ['add-snapshot', addSnapshot],
  ['remove-snapshots', removeSnapshots],
  ['set-snapshot-ref', setSnapshotRef],
  ['remove-snapshot-ref', removeSnapshotRef],
  ['set-properties', setProperties],
  ['remove-properties', removeProperties],
  ['set-statistics', setStatistics],
  ['remove-statistics', removeStatistics],
  ['set-partition-statistics', setPartitionStatistics],
  ['remove-partition-statistics', removePartitionStatistics],
  ['add-encryption-key', addEncryptionKey],
  ['remove-encryption-key', removeEncryptionKey],
]);

/** Applies updates in their order; an unknown action is a 400 and the draft is thrown away. */
export function applyUpdates(
  draft: MetadataDraft,
  updates: readonly JsonObject[],
  context: UpdateContext,
): void {
  for (const update of updates) {
    const action = stringAt(update, 'action');
    const apply = updateActions.get(action);
    if (apply === undefined)
      throw badRequest(`Cannot apply the update ${action}: this catalog does not know it`);
    apply(draft, update, context);
  }
}
