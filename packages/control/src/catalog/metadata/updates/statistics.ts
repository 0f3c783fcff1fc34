import { asObject, type JsonObject, longAt } from '../../json/json-object';
import type { MetadataDraft } from '../draft';

type Update = (draft: MetadataDraft, update: JsonObject) => void;

/** One file per snapshot: setting replaces the entry of the same snapshot. */
const replaceEntry =
  (listKey: string, updateKey: string): Update =>
  (draft, update) => {
    const file = asObject(update[updateKey], updateKey);
    const id = longAt(file, 'snapshot-id');
    const others = draft.objects(listKey).filter((entry) => longAt(entry, 'snapshot-id') !== id);
    draft.doc[listKey] = [...others, file];
  };

const removeEntry =
  (listKey: string): Update =>
  (draft, update) => {
    const id = longAt(update, 'snapshot-id');
    draft.doc[listKey] = draft.objects(listKey).filter((entry) => longAt(entry, 'snapshot-id') !== id);
  };

export const setStatistics = replaceEntry('statistics', 'statistics');
export const removeStatistics = removeEntry('statistics');
export const setPartitionStatistics = replaceEntry('partition-statistics', 'partition-statistics');
export const removePartitionStatistics = removeEntry('partition-statistics');
