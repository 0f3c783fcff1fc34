import { type FileDiagnostic, type Range, SourceFile } from '../diagnostics/file-diagnostic';
import {
  fileText,
  isFileSafeName,
  type ProjectFiles,
  type TransformerFile,
  transformerFile,
} from '../project-files';
import { PythonProblem } from '../python/problem';
import { replacePythonSql } from '../python/replace-sql';
import { type Tracked, textOf } from '../python/tracked';
import { readPythonTransformer } from '../python/transformer';
import type { Registrations } from './registrations';

/** A transformer's SQL with the way back to the file that holds it. */
export type SqlSource = {
  name: string;
  file: string;
  language: 'sql' | 'python';
  className?: string;
  sql: string;
  /** Where the SQL stands in the file. */
  range: Range;
  source: SourceFile;
  /** Offsets in `sql` to offsets in the file. */
  toFile(range: Range): Range;
};

export type SqlSourceResult = {
  source: SqlSource | undefined;
  problem: FileDiagnostic | undefined;
  file: string | undefined;
};

/** The file of a transformer: `<name>.sql`, else the Python module it is registered with, else `<name>.py`. */
export function findTransformer(
  files: ProjectFiles,
  name: string,
  registrations: Registrations,
): TransformerFile | undefined {
  if (!isFileSafeName(name)) return undefined;
  const direct = transformerFile(files, name);
  if (direct?.language === 'sql') return direct;
  const module = registrations.byName.get(name)?.module;
  if (module && /^\w+(?:\.\w+)*$/.test(module)) {
    const path = `${module.replaceAll('.', '/')}.py`;
    if (path.startsWith('transformations/') && fileText(files, path) !== undefined)
      return { path, language: 'python' };
  }
  return direct;
}

/** Reads a transformer; `undefined` source and file when there is none. */
export function readSqlSource(
  files: ProjectFiles,
  name: string,
  registrations: Registrations,
): SqlSourceResult {
  const found = findTransformer(files, name, registrations);
  if (!found) return { source: undefined, problem: undefined, file: undefined };
  const source = new SourceFile(found.path, fileText(files, found.path) ?? '');
  if (found.language === 'python') return readPython(source, name, registrations.byName.get(name)?.className);
  const skip = source.text.startsWith('\uFEFF') ? 1 : 0;
  const toFile = ({ start, end }: Range) => ({ start: start + skip, end: end + skip });
  const sql = source.text.slice(skip);
  return {
    source: {
      name,
      file: found.path,
      language: 'sql',
      sql,
      range: toFile({ start: 0, end: sql.length }),
      source,
      toFile,
    },
    problem: undefined,
    file: found.path,
  };
}

function readPython(source: SourceFile, name: string, className: string | undefined): SqlSourceResult {
  try {
    const query = readPythonTransformer(source.text, className);
    const all = query.sql;
    const starts = all.map((one) => one.start);
    const range = { start: least(starts), end: all.reduce((end, one) => Math.max(end, one.end), 0) };
    const sqlSource: SqlSource = {
      name,
      file: source.path,
      language: 'python',
      className: query.className,
      sql: textOf(all),
      range,
      source,
      toFile: (part) => toFileRange(all, part),
    };
    return { source: sqlSource, problem: undefined, file: source.path };
  } catch (error) {
    if (!(error instanceof PythonProblem)) throw error;
    const problem = source.diagnostic({
      start: error.start,
      end: error.end,
      code: 'python_unreadable',
      message: error.message,
    });
    return { source: undefined, problem, file: source.path };
  }
}

function least(values: readonly number[]): number {
  let smallest = values[0] ?? 0;
  for (const value of values) if (value < smallest) smallest = value;
  return smallest;
}

function toFileRange(all: Tracked, part: Range): Range {
  const first = all[Math.min(part.start, all.length - 1)];
  const last = all[Math.max(0, Math.min(part.end, all.length) - 1)];
  if (!first || !last) return { start: 0, end: 0 };
  const start = part.start >= all.length ? first.end : first.start;
  return { start, end: part.end <= part.start ? start : Math.max(start, last.end) };
}

/** The file's text with other SQL; throws `PythonProblem` when a Python file cannot take it. */
export function withSql(source: SqlSource, sql: string): string {
  if (source.language === 'python') return replacePythonSql(source.source.text, source.className, sql);
  return source.source.text.slice(0, source.range.start) + sql;
}
