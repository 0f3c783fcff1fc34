import { asArray, asString, asStringMap, type JsonObject } from '../../json/json-object';
import type { MetadataDraft } from '../draft';

/** `updates` is the specification's key; `updated` was written by early clients. */
export function setProperties(draft: MetadataDraft, update: JsonObject): void {
  const updates = asStringMap(update.updates ?? update.updated, 'updates');
  draft.doc.properties = { ...draft.object('properties'), ...updates };
}

export function removeProperties(draft: MetadataDraft, update: JsonObject): void {
  const removals = asArray(update.removals ?? update.removed, 'removals').map((key) =>
    asString(key, 'removals'),
  );
  draft.doc.properties = Object.fromEntries(
    Object.entries(draft.object('properties')).filter(([key]) => !removals.includes(key)),
  );
}
