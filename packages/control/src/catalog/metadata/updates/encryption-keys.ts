import { badRequest } from '../../errors';
import { asObject, type JsonObject, stringAt } from '../../json/json-object';
import type { MetadataDraft } from '../draft';
import { rowLineageVersion } from '../format-version';

/** `encryption-keys` of format version 3: kept for clients that encrypt; the catalog never uses them. */
export function addEncryptionKey(draft: MetadataDraft, update: JsonObject): void {
  if (draft.long('format-version') < rowLineageVersion)
    throw badRequest('Cannot add an encryption key: tables have them from format version 3 on');
  const key = asObject(update['encryption-key'], 'encryption-key');
  const id = stringAt(key, 'key-id');
  stringAt(key, 'encrypted-key-metadata');
  if (!draft.objects('encryption-keys').some((entry) => entry['key-id'] === id))
    draft.append('encryption-keys', key);
}

export function removeEncryptionKey(draft: MetadataDraft, update: JsonObject): void {
  const id = stringAt(update, 'key-id');
  if (draft.doc['encryption-keys'] === undefined) return;
  draft.doc['encryption-keys'] = draft.objects('encryption-keys').filter((entry) => entry['key-id'] !== id);
}
