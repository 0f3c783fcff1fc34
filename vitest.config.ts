import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const everywhere = [
  'packages/*/src',
  'packages/*/test',
  'apps/*/src',
  'apps/*/test',
  'scripts',
  'prisma',
  'bench',
  'faults',
];
const named = (ending: string) => everywhere.map((folder) => `${folder}/**/*.${ending}`);
const excluded = ['**/node_modules/**', '**/dist/**', '**/.next/**', '**/generated/**'];
const services = named('int.test.{ts,tsx,mjs}');
const long = named('full.test.{ts,tsx,mjs}');

/** A file that takes minutes must not be the last to begin, when the other worker has nothing left to do. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => moduleId.endsWith('/faults/catalogue.int.test.ts');
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

/**
 * unit: no services, fast. integration: real Postgres, Kafka and DuckDB extensions, started once per run by the global
 * setup. full: the long ones (`npm run test:full`), with the same services.
 */
export default defineConfig({
  resolve: { alias: { '@/': new URL('./apps/web/src/', import.meta.url).pathname } },
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: named('test.{ts,tsx,mjs}'),
          exclude: [...excluded, ...services, ...long],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: services,
          exclude: excluded,
          globalSetup: 'packages/local-stack/src/testing/global-setup.ts',
          // guards against hanging only; a busy machine takes a minute for what a quiet one does in seconds
          testTimeout: 300_000,
          hookTimeout: 300_000,
          pool: 'forks',
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: 'full',
          include: long,
          exclude: excluded,
          globalSetup: 'packages/local-stack/src/testing/global-setup.ts',
          testTimeout: 1_800_000,
          hookTimeout: 300_000,
          pool: 'forks',
          maxWorkers: 1,
        },
      },
    ],
  },
});
