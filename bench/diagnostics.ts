import { gzipSync } from 'node:zlib';
import { analyze, completions, parseType, type TableSchema } from '@penstock/flink-sql';
import { build } from 'esbuild';
import { longQuery } from './support/long-query';

/**
 * npm run bench -- diagnostics [runs]: parse and analyze of a query of 200 lines with 5 CTEs, each time with another
 * constant as while typing, and completion in the middle of it. Last line:
 * {"p50_ms","p95_ms","completion_p95_ms","bundle_gzip_kb"}; the bundle is the front end as a browser loads it.
 */
const RUNS = Number(process.argv[2] ?? 300);
const WARM_UP = 100;

const source: TableSchema = {
  name: 'bid_events',
  columns: Object.entries({
    bid_id: 'STRING NOT NULL',
    auction_id: 'BIGINT',
    user_id: 'BIGINT',
    bid_price: 'DECIMAL(10, 2)',
    currency: 'STRING',
    is_active: 'BOOLEAN',
    event_time: 'TIMESTAMP(3)',
  }).map(([name, text]) => {
    const { type } = parseType(text);
    if (type === null) throw new Error(`${text} is no type`);
    return { name, type };
  }),
};

const lines = longQuery(0).split('\n').length;
const diagnostics: number[] = [];
const completion: number[] = [];
for (let run = 0; run < WARM_UP + RUNS; run += 1) {
  const sql = longQuery(run);
  const began = performance.now();
  const analysis = analyze(sql, { source });
  const analyzed = performance.now();
  completions(sql, sql.lastIndexOf('bid_price') + 4, { source });
  const completed = performance.now();
  const errors = analysis.diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(`the query has errors: ${errors[0]?.message}`);
  if (run < WARM_UP) continue;
  diagnostics.push(analyzed - began);
  completion.push(completed - analyzed);
}
console.log(`${RUNS} runs over ${lines} lines`);
console.log(
  JSON.stringify({
    p50_ms: percentile(diagnostics, 0.5),
    p95_ms: percentile(diagnostics, 0.95),
    completion_p95_ms: percentile(completion, 0.95),
    bundle_gzip_kb: await bundleKb(),
  }),
);

function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return Number((sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN).toFixed(2));
}

async function bundleKb(): Promise<number> {
  const entryPoints = ['packages/flink-sql/src/index.ts'];
  const { outputFiles } = await build({
    entryPoints,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    write: false,
  });
  return Number((gzipSync(outputFiles[0]?.contents ?? new Uint8Array()).length / 1000).toFixed(1));
}
