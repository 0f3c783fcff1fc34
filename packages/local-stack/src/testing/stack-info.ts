import { PenstockError } from '@penstock/common';
import type { ExtensionPaths } from '../duckdb/extensions';

/** What the global setup started, handed to test processes in an environment variable. */
export interface TestStack {
  adminUrl: string;
  template: string;
  kafka: { brokers: string[] } | { skip: string };
  extensions: ExtensionPaths | { skip: string };
  tempDir: string;
}

const variable = 'PENSTOCK_TEST_STACK';

export function shareTestStack(stack: TestStack): void {
  process.env[variable] = JSON.stringify(stack);
}

export function testStack(): TestStack {
  const text = process.env[variable];
  if (!text) {
    throw new PenstockError(
      'unavailable',
      'The parts for integration tests are not running. Name the file *.int.test.ts and run it with `npx vitest run --project integration <file>`.',
    );
  }
  return JSON.parse(text) as TestStack;
}
