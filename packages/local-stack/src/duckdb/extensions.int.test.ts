import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { extensionPaths, tempDir } from '../testing';
import { ensureExtensions } from './extensions';

test('a folder with the files is used as it is', async (context) => {
  const known = extensionPaths();
  if ('skip' in known) return context.skip(known.skip);
  const dir = tempDir('extensions');
  for (const path of Object.values(known)) copyFileSync(path, join(dir, basename(path)));
  const env = { DUCKDB_EXTENSION_DIR: dir };
  expect(await ensureExtensions({ cacheDir: tempDir(), env })).toEqual({
    avro: join(dir, 'avro.duckdb_extension'),
    httpfs: join(dir, 'httpfs.duckdb_extension'),
    iceberg: join(dir, 'iceberg.duckdb_extension'),
  });
});

test('a changed file is refused by its signature, with a reason', async (context) => {
  const known = extensionPaths();
  if ('skip' in known) return context.skip(known.skip);
  const dir = tempDir('extensions');
  for (const path of Object.values(known)) copyFileSync(path, join(dir, basename(path)));
  writeFileSync(join(dir, 'avro.duckdb_extension'), 'not an extension');
  expect(await ensureExtensions({ cacheDir: tempDir(), env: { DUCKDB_EXTENSION_DIR: dir } })).toMatchObject({
    missing: expect.stringMatching(/do not load/),
  });
});

test('a folder that lacks one says which', async () => {
  const dir = tempDir('extensions');
  mkdirSync(dir, { recursive: true });
  expect(await ensureExtensions({ cacheDir: tempDir(), env: { DUCKDB_EXTENSION_DIR: dir } })).toEqual({
    missing: expect.stringContaining('lacks avro, httpfs, iceberg'),
  });
});
