// Fetches DuckDB's extensions into the cache and writes their paths: node scripts/extensions.mjs OUTPUT. For images.
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { root } from './lib/root.mjs';

const output = process.argv[2];
if (!output) {
  console.error('node scripts/extensions.mjs OUTPUT');
  process.exit(1);
}
const { ensureExtensions } = await import('../packages/local-stack/dist/launcher.mjs');
const cacheDir = resolve(process.env.PENSTOCK_CACHE ?? `${root}/.cache`);
mkdirSync(cacheDir, { recursive: true });
const result = await ensureExtensions({ cacheDir, onProgress: (line) => console.log(line) });
writeFileSync(output, JSON.stringify('missing' in result ? { unavailable: result.missing } : result));
if ('missing' in result) console.error(result.missing);
