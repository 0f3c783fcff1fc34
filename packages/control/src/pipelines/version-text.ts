import type { VersionDefinition } from '@penstock/config-schema';

/** The query of a version; where a Python file could not be read, the file as it is. */
export function sqlOf(definition: VersionDefinition): string {
  return definition.transformer?.sql ?? definition.transformer?.text ?? '';
}
