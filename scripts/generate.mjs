// Generates the Prisma client when prisma/schema.prisma changed since the last time. No download.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { prisma } from './lib/prisma-cli.mjs';
import { root } from './lib/root.mjs';
import { treeHash } from './lib/tree-hash.mjs';

const output = `${root}/packages/control/src/generated/prisma`;
const stamp = `${root}/packages/control/src/generated/.schema-hash`;

/** @returns {Promise<'generated' | 'unchanged'>} */
export async function generate() {
  const hash = treeHash(['prisma/schema.prisma', 'node_modules/prisma/package.json']);
  if (existsSync(`${output}/client.ts`) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash)
    return 'unchanged';
  rmSync(stamp, { force: true });
  const result = await prisma(['generate']);
  if (result.code !== 0) {
    throw new Error(`prisma generate failed; mend prisma/schema.prisma and try again.\n${result.output}`);
  }
  mkdirSync(`${root}/packages/control/src/generated`, { recursive: true });
  writeFileSync(stamp, hash);
  return 'generated';
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    console.log(`Prisma client: ${await generate()}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
