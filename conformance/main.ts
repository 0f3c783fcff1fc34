import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { registerRuntimeFunctions } from '../packages/engine/src/duckdb/runtime-functions';
import { runAnalyze } from './analyze/run';
import { type AnalyzeCase, type ParseCase, readCases, type ScalarCase } from './corpus/cases';
import type { Judged, Verdict } from './corpus/verdict';
import type { CorpusVersion } from './corpus/version';
import { runParse } from './parse/run';
import { type Counts, countsOf, tableOf } from './report/counts';
import { runScalar } from './scalar/run';

/**
 * npm run conformance -- FOLDER [--flink 2.3|1.20] [--list same|refused|different|corrected] [--only FILE]: runs a folder
 * of the corpus's format. Prints counts per file and group; the last line is JSON with the counts per file.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { flink: { type: 'string', default: '2.3' }, list: { type: 'string' }, only: { type: 'string' } },
});
const [folder] = positionals;
const version = values.flink;
if (folder === undefined || (version !== '2.3' && version !== '1.20')) {
  console.error('npm run conformance -- FOLDER [--flink 2.3|1.20] [--list same|refused|different|corrected]');
  process.exit(2);
}

const figures: Record<string, Counts & { positions_near?: number; changelogs_same?: number }> = {};
const wanted = (file: string) => values.only === undefined || values.only === file;
if (wanted('scalar')) await scalar(folder, version);
if (wanted('analyze')) analyzes(folder, version);
if (wanted('parse')) parses(folder, version);
console.log(JSON.stringify(figures));

async function scalar(from: string, flink: CorpusVersion): Promise<void> {
  const cases = readCases<ScalarCase>(from, 'scalar.jsonl');
  if (cases === null) return console.log('scalar.jsonl is not there');
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  registerRuntimeFunctions(connection);
  await connection.run(`SET TimeZone = 'UTC'`);
  const judged = await runScalar(connection, cases, flink);
  connection.closeSync();
  instance.closeSync();
  figures.scalar = report('scalar', judged);
}

function analyzes(from: string, flink: CorpusVersion): void {
  const cases = readCases<AnalyzeCase>(from, 'analyze.jsonl');
  if (cases === null) {
    console.log('analyze.jsonl is not there');
    return;
  }
  const { judged, changelogs } = runAnalyze(cases, flink);
  console.log(`${changelogs.same} of ${changelogs.given} changelog modes are those of Flink`);
  figures.analyze = {
    ...report('analyze', judged),
    changelogs_same: changelogs.same / Math.max(1, changelogs.given),
  };
}

function parses(from: string, flink: CorpusVersion): void {
  const cases = readCases<ParseCase>(from, 'parse.jsonl');
  if (cases === null) {
    console.log('parse.jsonl is not there');
    return;
  }
  const { judged, positions } = runParse(cases, flink);
  console.log(`${positions.near} of ${positions.given} errors begin within the token that Flink names`);
  figures.parse = {
    ...report('parse', judged),
    positions_near: positions.near / Math.max(1, positions.given),
  };
}

function report(name: string, judged: readonly Judged[]): Counts {
  console.log(`\n${name.padEnd(34)}      same   refused different corrected\n${tableOf(judged)}`);
  const list = values.list as Verdict | undefined;
  if (list !== undefined) {
    for (const one of judged.filter(({ verdict }) => verdict === list))
      console.log(`${one.id} ${one.group}: ${one.sql}\n    ${one.detail}`);
  }
  return countsOf(judged);
}
