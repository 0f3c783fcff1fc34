import { chmodSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { testStack } from './stack-info';

/** A new directory for one test; all of them go when the test run ends. */
export function tempDir(prefix = 'test'): string {
  const dir = mkdtempSync(join(testStack().tempDir, `${prefix}-`));
  chmodSync(dir, 0o755); // as root, Postgres runs as another user who has to get in
  return dir;
}
