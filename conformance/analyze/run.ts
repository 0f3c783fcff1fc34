import {
  type Analysis,
  analyze,
  readTables,
  type TableDefinition,
  type TableSchema,
} from '@penstock/flink-sql';
import type { AnalyzeCase, AnalyzeLabel } from '../corpus/cases';
import type { Judged } from '../corpus/verdict';
import { type CorpusVersion, flinkVersionOf, labelOf } from '../corpus/version';
import { judge } from './judge';

export type AnalyzeFigures = { judged: Judged[]; changelogs: { given: number; same: number } };

/** Whole queries over declared tables: names and types of their columns, or the error. */
export function runAnalyze(cases: readonly AnalyzeCase[], version: CorpusVersion): AnalyzeFigures {
  const changelogs = { given: 0, same: 0 };
  const judged = cases.map((one): Judged => {
    const label = labelOf<AnalyzeLabel>(one, version);
    const analysis = analyzed(one, version);
    const opinion = judge(label, analysis);
    if (label.changelogMode && opinion.verdict === 'same') {
      changelogs.given += 1;
      if (analysis.changelogMode.join(',') === label.changelogMode) changelogs.same += 1;
      else opinion.detail = `changelog ${analysis.changelogMode.join(',')} | Flink: ${label.changelogMode}`;
    }
    return { id: one.id, group: one.category, sql: one.sql, ...opinion };
  });
  return { judged, changelogs };
}

function analyzed(one: AnalyzeCase, version: CorpusVersion): Analysis {
  const { tables } = readTables(one.ddl);
  const inputs = Object.fromEntries([...tables].map(([name, table]) => [name, schemaOf(table)]));
  return analyze(one.sql, {
    source: { name: '', columns: [] },
    inputs,
    inserts: true,
    flinkVersion: flinkVersionOf(version),
    timeZone: 'UTC',
  });
}

function schemaOf(definition: TableDefinition): TableSchema {
  const columns = definition.columns.flatMap((c) => (c.kind === 'computed' ? [] : [c]));
  return { name: definition.name, columns, definition, appendOnly: isAppendOnly(definition) };
}

/** Flink's test connector takes new rows only, unless it is told otherwise. */
function isAppendOnly({ options }: TableDefinition): boolean {
  return options.connector === 'values' && options['sink-insert-only'] !== 'false';
}
