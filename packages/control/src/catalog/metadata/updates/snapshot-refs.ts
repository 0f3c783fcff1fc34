import { badRequest } from '../../errors';
import { isJsonObject, type JsonObject, jsonLong, longAt, sameJson, stringAt } from '../../json/json-object';
import type { MetadataDraft } from '../draft';

export const mainBranch = 'main';
const retentionKeys = ['max-ref-age-ms', 'max-snapshot-age-ms', 'min-snapshots-to-keep'];

export function setSnapshotRef(draft: MetadataDraft, update: JsonObject): void {
  const name = stringAt(update, 'ref-name');
  const type = stringAt(update, 'type').toLowerCase();
  const id = longAt(update, 'snapshot-id');
  if (type !== 'branch' && type !== 'tag') throw badRequest(`Cannot set ref ${name}: its type is ${type}`);
  if (name === mainBranch && type !== 'branch') throw badRequest('Cannot make main a tag');
  if (!draft.objects('snapshots').some((snapshot) => longAt(snapshot, 'snapshot-id') === id)) {
    throw badRequest(`Cannot set ${name} to unknown snapshot: ${id}`);
  }
  const ref: JsonObject = { 'snapshot-id': jsonLong(id), type };
  for (const key of retentionKeys)
    if (update[key] !== undefined && update[key] !== null) ref[key] = jsonLong(longAt(update, key));
  const refs = draft.object('refs');
  if (sameJson(refs[name], ref)) return;
  draft.doc.refs = { ...refs, [name]: ref };
  if (name === mainBranch) moveMain(draft, id);
}

function moveMain(draft: MetadataDraft, id: bigint): void {
  if (draft.optionalLong('current-snapshot-id') === id) return;
  draft.setLong('current-snapshot-id', id);
  const added = draft.addedSnapshots.find((snapshot) => longAt(snapshot, 'snapshot-id') === id);
  const at = added === undefined ? draft.nowMs : longAt(added, 'timestamp-ms');
  draft.append('snapshot-log', { 'timestamp-ms': jsonLong(at), 'snapshot-id': jsonLong(id) });
}

/** Without `main` the table is empty; its history stays, so that a replaced table can still be looked back on. */
export function removeSnapshotRef(draft: MetadataDraft, update: JsonObject): void {
  const name = stringAt(update, 'ref-name');
  const { [name]: removed, ...rest } = draft.object('refs');
  if (removed === undefined && name !== mainBranch) return;
  draft.doc.refs = rest;
  if (name === mainBranch) draft.setLong('current-snapshot-id', -1n);
}

export function dropRefsTo(draft: MetadataDraft, snapshotIds: ReadonlySet<bigint>): void {
  const refs = draft.object('refs');
  const kept: JsonObject = {};
  for (const [name, ref] of Object.entries(refs)) {
    if (isJsonObject(ref) && snapshotIds.has(longAt(ref, 'snapshot-id'))) {
      if (name === mainBranch) draft.setLong('current-snapshot-id', -1n);
    } else {
      kept[name] = ref;
    }
  }
  draft.doc.refs = kept;
}
