import { badRequest } from '../../errors';
import { type JsonObject, longAt, stringAt } from '../../json/json-object';
import type { MetadataDraft } from '../draft';
import { newestFormatVersion, rowLineageVersion } from '../format-version';
import type { UpdateContext } from './context';

const uuidText = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function assignUuid(draft: MetadataDraft, update: JsonObject): void {
  const uuid = stringAt(update, 'uuid');
  if (!uuidText.test(uuid)) throw badRequest(`Cannot assign ${uuid}: not a UUID`);
  const current = draft.doc['table-uuid'];
  if (typeof current === 'string' && current.toLowerCase() !== uuid.toLowerCase()) {
    throw badRequest(`Cannot assign the UUID ${uuid} to a table that already has ${current}`);
  }
  draft.doc['table-uuid'] = current ?? uuid.toLowerCase();
}

export function upgradeFormatVersion(draft: MetadataDraft, update: JsonObject): void {
  const version = longAt(update, 'format-version');
  const current = draft.long('format-version');
  if (version > newestFormatVersion || version < 1n) {
    throw badRequest(
      `Cannot upgrade to format version ${version}: this catalog writes up to ${newestFormatVersion}`,
    );
  }
  const creating = draft.doc['table-uuid'] === undefined || draft.objects('schemas').length === 0;
  if (version < current && !creating) {
    throw badRequest(`Cannot downgrade format version ${current} to ${version}`);
  }
  draft.setLong('format-version', version);
  if (version >= rowLineageVersion && draft.doc['next-row-id'] === undefined)
    draft.setLong('next-row-id', 0n);
}

/** A table's files stay under the warehouse: another place is refused before anything is written. */
export function setLocation(draft: MetadataDraft, update: JsonObject, context: UpdateContext): void {
  const location = stringAt(update, 'location').replace(/(?<=.)\/+$/, '');
  context.checkLocation(location);
  draft.doc.location = location;
}
