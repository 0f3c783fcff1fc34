import type { FileDiagnostic, SourceFile } from '../diagnostics/file-diagnostic';
import { fileText, type ProjectFiles, transformationsPath } from '../project-files';
import { check } from '../schema/check';
import { transformationEntrySchema } from '../schema/transformations';
import { parseYaml } from '../yaml/parse-yaml';
import { pairOf, type YamlMap, type YamlPair } from '../yaml/tree';

export type Registration = { className?: string; module?: string; description?: string; pair: YamlPair };

export type Registrations = {
  exists: boolean;
  source: SourceFile;
  map: YamlMap | undefined;
  byName: Map<string, Registration>;
  diagnostics: FileDiagnostic[];
};

/** config/transformations.yaml: the class and module of each transformer, as PyFlink loads them. */
export function readRegistrations(files: ProjectFiles): Registrations {
  const text = fileText(files, transformationsPath);
  const file = parseYaml(transformationsPath, text ?? '');
  const diagnostics = [...file.diagnostics];
  const byName = new Map<string, Registration>();
  const value = pairOf(file.root, 'transformations')?.value;
  const map = value?.kind === 'map' ? value : undefined;
  for (const pair of map?.pairs ?? []) {
    const checked = check(transformationEntrySchema, pair.value, file.source);
    diagnostics.push(...checked.diagnostics);
    byName.set(pair.key.text, {
      ...(checked.value?.class === undefined ? {} : { className: checked.value.class }),
      ...(checked.value?.module === undefined ? {} : { module: checked.value.module }),
      ...(checked.value?.description === undefined ? {} : { description: checked.value.description }),
      pair,
    });
  }
  return { exists: text !== undefined, source: file.source, map, byName, diagnostics };
}
