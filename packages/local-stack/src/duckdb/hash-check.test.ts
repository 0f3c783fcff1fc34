import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hashesMatch, sha256Of } from './hash-check';
import { extensionNames, knownHashes } from './known-files';

async function threeFiles() {
  const dir = mkdtempSync(join(tmpdir(), 'penstock-hash-'));
  const paths = { avro: join(dir, 'avro'), httpfs: join(dir, 'httpfs'), iceberg: join(dir, 'iceberg') };
  for (const name of extensionNames) writeFileSync(paths[name], `content of ${name}`);
  const hashes = Object.fromEntries(
    await Promise.all(extensionNames.map(async (name) => [name, await sha256Of(paths[name])])),
  );
  return { paths, known: { here: hashes } };
}

test('files with the kept hashes are the same', async () => {
  const { paths, known } = await threeFiles();
  expect(await hashesMatch(paths, 'here', known)).toBe('same');
});

test('one changed byte in one file is noticed', async () => {
  const { paths, known } = await threeFiles();
  writeFileSync(paths.iceberg, 'content of icebergs');
  expect(await hashesMatch(paths, 'here', known)).toBe('different');
});

test('a platform without kept hashes is told apart from one that matches', async () => {
  const { paths, known } = await threeFiles();
  expect(await hashesMatch(paths, 'elsewhere', known)).toBe('unknown');
});

test('the kept list names every extension', () => {
  for (const hashes of Object.values(knownHashes))
    expect(Object.keys(hashes).sort()).toEqual([...extensionNames].sort());
});
