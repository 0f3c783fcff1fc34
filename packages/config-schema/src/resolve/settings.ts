import { type FileDiagnostic, hasErrors } from '../diagnostics/file-diagnostic';
import { fileText, type ProjectFiles, penstockPath } from '../project-files';
import { check } from '../schema/check';
import { type FlinkVersion, type PenstockFile, penstockFileSchema } from '../schema/penstock';
import { parseYaml } from '../yaml/parse-yaml';

/** penstock.yaml for one environment, with Penstock's own defaults filled in. */
export type Settings = {
  name: string;
  flinkVersion: FlinkVersion;
  timeZone: string;
  defaults: NonNullable<PenstockFile['defaults']>;
  environment: {
    engine?: 'embedded' | 'flink' | 'spark';
    connection?: string;
    connections: Record<string, string>;
  };
  variables: Record<string, string>;
  diagnostics: FileDiagnostic[];
  /** The file has errors: what it would have set is unknown, so nothing may be deployed on a guess. */
  broken: boolean;
};

/** `variables` given by the caller win over those of the file. */
export function readSettings(
  files: ProjectFiles,
  environment: string,
  variables: Record<string, string> = {},
): Settings {
  const text = fileText(files, penstockPath);
  const file = parseYaml(penstockPath, text ?? '');
  const isEmpty = file.root === undefined || (file.root.kind === 'scalar' && file.root.isNull);
  const checked = file.root && !isEmpty ? check(penstockFileSchema, file.root, file.source) : undefined;
  const value: PenstockFile = checked?.value ?? {};
  const diagnostics = [...file.diagnostics, ...(checked?.diagnostics ?? [])];
  const environments = value.environments ?? {};
  const own = Object.hasOwn(environments, environment) ? environments[environment] : undefined;
  return {
    name: value.name ?? 'penstock',
    flinkVersion: value.flink_version ?? '2.x',
    timeZone: value.time_zone ?? 'UTC',
    defaults: value.defaults ?? {},
    environment: {
      ...(own?.engine === undefined ? {} : { engine: own.engine }),
      ...(own?.connection === undefined ? {} : { connection: own.connection }),
      connections: own?.connections ?? {},
    },
    variables: { ...own?.variables, ...variables },
    diagnostics,
    broken: hasErrors(diagnostics),
  };
}

/** Names of the environments that penstock.yaml describes; `local` when it describes none. */
export function environmentNames(files: ProjectFiles): string[] {
  const file = parseYaml(penstockPath, fileText(files, penstockPath) ?? '');
  const value = file.root ? check(penstockFileSchema, file.root, file.source).value : undefined;
  const names = Object.keys(value?.environments ?? {});
  return names.length > 0 ? names : ['local'];
}
