/** A project's text files by path (`/` separators, no leading slash). Binary files take no part in resolving. */
export type ProjectFiles = Record<string, string>;

export const topicsPath = 'config/topics.yaml';
export const transformationsPath = 'config/transformations.yaml';
export const penstockPath = 'penstock.yaml';

export type TransformerFile = { path: string; language: 'sql' | 'python' };

/** Names that are safe as a path segment: a transformer name comes from YAML and must not leave its folder. */
export function isFileSafeName(name: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/.test(name) && !name.includes('..');
}

/** Own properties only, so that a path such as `constructor` is not found on the prototype. */
export function fileText(files: ProjectFiles, path: string): string | undefined {
  return Object.hasOwn(files, path) ? files[path] : undefined;
}

/** The file that holds a transformer's SQL: `.sql` wins, a lone `.py` is the truth, else undefined. */
export function transformerFile(files: ProjectFiles, name: string): TransformerFile | undefined {
  if (!isFileSafeName(name)) return undefined;
  const sql = `transformations/${name}.sql`;
  if (fileText(files, sql) !== undefined) return { path: sql, language: 'sql' };
  const python = `transformations/${name}.py`;
  if (fileText(files, python) !== undefined) return { path: python, language: 'python' };
  return undefined;
}

/** A copy with one file set, or removed when `text` is null. The input stays as it is. */
export function withFile(files: ProjectFiles, path: string, text: string | null): ProjectFiles {
  const copy = { ...files };
  if (text === null) delete copy[path];
  else copy[path] = text;
  return copy;
}
