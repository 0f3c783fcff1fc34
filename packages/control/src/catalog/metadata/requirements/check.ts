import { badRequest, requirementFailed } from '../../errors';
import { isJsonObject, type JsonObject, longAt, optionalLongAt, stringAt } from '../../json/json-object';

type CheckRequirement = (base: JsonObject | null, requirement: JsonObject) => void;

export function assertCreate(base: JsonObject | null): void {
  if (base !== null) throw requirementFailed('table already exists');
}

export function assertTableUuid(base: JsonObject | null, requirement: JsonObject): void {
  const expected = stringAt(requirement, 'uuid');
  const current = base?.['table-uuid'];
  if (typeof current !== 'string' || current.toLowerCase() !== expected.toLowerCase()) {
    throw requirementFailed(`UUID does not match: expected ${current ?? 'no table'} != ${expected}`);
  }
}

/** `snapshot-id` null means that the ref must not exist. */
export function assertRefSnapshotId(base: JsonObject | null, requirement: JsonObject): void {
  const name = stringAt(requirement, 'ref');
  const expected = optionalLongAt(requirement, 'snapshot-id');
  const refs = base?.refs;
  const ref = isJsonObject(refs) ? refs[name] : undefined;
  const current = isJsonObject(ref) ? longAt(ref, 'snapshot-id') : null;
  if (current === expected) return;
  if (expected === null) throw requirementFailed(`branch or tag ${name} was created concurrently`);
  if (current === null) throw requirementFailed(`branch or tag ${name} is missing, expected ${expected}`);
  const kind = isJsonObject(ref) && ref.type === 'tag' ? 'tag' : 'branch';
  throw requirementFailed(`${kind} ${name} has changed: expected id ${expected} != ${current}`);
}

const sameLong =
  (requirementKey: string, metadataKey: string, what: string): CheckRequirement =>
  (base, requirement) => {
    const expected = longAt(requirement, requirementKey);
    const current = base === null ? null : optionalLongAt(base, metadataKey);
    if (current !== expected)
      throw requirementFailed(`${what} changed: expected id ${expected} != ${current ?? 'none'}`);
  };

export const assertLastAssignedFieldId = sameLong(
  'last-assigned-field-id',
  'last-column-id',
  'last assigned field id',
);
export const assertCurrentSchemaId = sameLong('current-schema-id', 'current-schema-id', 'current schema');
export const assertLastAssignedPartitionId = sameLong(
  'last-assigned-partition-id',
  'last-partition-id',
  'last assigned partition id',
);
export const assertDefaultSpecId = sameLong('default-spec-id', 'default-spec-id', 'default partition spec');
export const assertDefaultSortOrderId = sameLong(
  'default-sort-order-id',
  'default-sort-order-id',
  'default sort order',
);

/** `TableRequirement` of the REST specification, by its `type`. */
const requirementTypes = new Map<string, CheckRequirement>([
  ['assert-create', assertCreate],
  ['assert-table-uuid', assertTableUuid],
  ['assert-ref-snapshot-id', assertRefSnapshotId],
  ['assert-last-assigned-field-id', assertLastAssignedFieldId],
  ['assert-current-schema-id', assertCurrentSchemaId],
  ['assert-last-assigned-partition-id', assertLastAssignedPartitionId],
  ['assert-default-spec-id', assertDefaultSpecId],
  ['assert-default-sort-order-id', assertDefaultSortOrderId],
]);

/** Checks every requirement against the current metadata (null: no table): 409 when one fails, 400 when unknown. */
export function checkRequirements(base: JsonObject | null, requirements: readonly JsonObject[]): void {
  for (const requirement of requirements) {
    const type = stringAt(requirement, 'type');
    const check = requirementTypes.get(type);
    if (check === undefined)
      throw badRequest(`Cannot check the requirement ${type}: this catalog does not know it`);
    check(base, requirement);
  }
}

/** True when the change creates its table instead of changing one. */
export function isCreation(requirements: readonly JsonObject[]): boolean {
  return requirements.some((requirement) => requirement.type === 'assert-create');
}
