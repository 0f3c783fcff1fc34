import { badRequest } from '../../errors';
import {
  asArray,
  asLong,
  asObject,
  type JsonObject,
  jsonLong,
  longAt,
  objectsAt,
  optionalLongAt,
  stringAt,
} from '../../json/json-object';
import type { MetadataDraft } from '../draft';
import { nextId } from './schemas';

/** Adds a partition spec under the next free id; a spec with the same fields is reused. */
export function addSpec(draft: MetadataDraft, update: JsonObject): void {
  const spec = asObject(update.spec, 'spec');
  let lastFieldId = draft.long('last-partition-id');
  const fields = objectsAt(spec, 'fields').map((field) => {
    const id = optionalLongAt(field, 'field-id') ?? lastFieldId + 1n;
    longAt(field, 'source-id');
    stringAt(field, 'name');
    stringAt(field, 'transform');
    if (id > lastFieldId) lastFieldId = id;
    return { ...field, 'field-id': jsonLong(id) };
  });
  const specs = draft.objects('partition-specs');
  const equal = specs.find((entry) => samePartitioning(objectsAt(entry, 'fields'), fields));
  const id = equal === undefined ? nextId(specs, 'spec-id') : longAt(equal, 'spec-id');
  if (equal === undefined) {
    draft.doc['partition-specs'] = [...specs, { ...spec, 'spec-id': jsonLong(id), fields }];
  }
  draft.setLong('last-partition-id', lastFieldId);
  draft.lastAddedSpecId = id;
}

/** -1 means the spec that this commit added last. */
export function setDefaultSpec(draft: MetadataDraft, update: JsonObject): void {
  const asked = longAt(update, 'spec-id');
  const id = asked === -1n ? draft.lastAddedSpecId : asked;
  if (id === null) throw badRequest('Cannot set the last added partition spec: no spec has been added');
  if (!draft.objects('partition-specs').some((spec) => longAt(spec, 'spec-id') === id)) {
    throw badRequest(`Cannot set default partition spec to unknown spec: ${id}`);
  }
  draft.setLong('default-spec-id', id);
}

export function removePartitionSpecs(draft: MetadataDraft, update: JsonObject): void {
  const ids = asArray(update['spec-ids'], 'spec-ids').map((id) => asLong(id, 'spec-ids'));
  if (ids.includes(draft.long('default-spec-id')))
    throw badRequest('Cannot remove the default partition spec');
  draft.doc['partition-specs'] = draft
    .objects('partition-specs')
    .filter((spec) => !ids.includes(longAt(spec, 'spec-id')));
}

function samePartitioning(a: JsonObject[], b: JsonObject[]): boolean {
  return (
    a.length === b.length &&
    a.every((field, index) => {
      const other = b[index];
      return (
        other !== undefined &&
        longAt(field, 'source-id') === longAt(other, 'source-id') &&
        longAt(field, 'field-id') === longAt(other, 'field-id') &&
        field.transform === other.transform &&
        field.name === other.name
      );
    })
  );
}
