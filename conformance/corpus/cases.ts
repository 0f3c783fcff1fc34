import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The corpus's own words, see the README beside its files. A type is Flink's serializable string. */
export type CorpusColumn = { name: string; type: string; value: unknown };
export type CorpusError = {
  stage: 'parse' | 'validate' | 'plan' | 'runtime';
  message: string;
  line?: number;
  column?: number;
  endLine?: number;
  endColumn?: number;
};

export type ScalarLabel = {
  expectedType?: string;
  expected?: unknown;
  expectedText?: string | null;
  expectedError?: CorpusError;
};
export type ScalarCase = ScalarLabel & {
  id: string;
  function: string;
  sql: string;
  statement: string;
  columns: CorpusColumn[];
  config: Record<string, string>;
  volatile?: boolean;
  confirmedBy: string;
  differs?: boolean;
  flink2?: ScalarLabel & { version: string };
};

export type ParseLabel = { ok: boolean; error?: CorpusError };
export type ParseCase = ParseLabel & {
  id: string;
  sql: string;
  category: string;
  differs?: boolean;
  flink2?: Partial<ParseLabel>;
};

export type AnalyzeLabel = {
  ok: boolean;
  columns?: { name: string; type: string; timeAttribute?: 'rowtime' | 'proctime' }[];
  /** Kinds of changes of the result: I, UB, UA, D, with commas between. */
  changelogMode?: string;
  error?: CorpusError;
};
export type AnalyzeCase = AnalyzeLabel & {
  id: string;
  ddl: string[];
  sql: string;
  category: string;
  differs?: boolean;
  flink2?: Partial<AnalyzeLabel>;
};

/** The lines of one file of a corpus folder; null when the folder has no such file. */
export function readCases<Case>(folder: string, file: string): Case[] | null {
  const path = join(folder, file);
  if (!existsSync(path)) return null;
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Case);
}
