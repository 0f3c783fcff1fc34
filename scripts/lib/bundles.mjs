/**
 * The programs that are bundled: TypeScript entry to file, relative to the repository. Node's own and npm's modules
 * stay outside (they are installed), the workspace's packages go in.
 */
export const bundles = [
  { entry: 'apps/server/src/main.ts', output: 'apps/server/dist/main.mjs' },
  { entry: 'apps/server/src/features/tables/child/main.ts', output: 'apps/server/dist/table-reader.mjs' },
  { entry: 'apps/runner/src/main.ts', output: 'apps/runner/dist/main.mjs' },
  { entry: 'packages/engine/src/embedded/child/main.ts', output: 'packages/engine/dist/pipeline-child.mjs' },
  { entry: 'packages/engine/src/preview/child/main.ts', output: 'packages/engine/dist/preview-child.mjs' },
  { entry: 'packages/local-stack/src/launcher/main.ts', output: 'packages/local-stack/dist/launcher.mjs' },
  { entry: 'packages/local-stack/src/generator/main.ts', output: 'packages/local-stack/dist/generator.mjs' },
];

const shared = [
  'packages/common',
  'packages/flink-sql',
  'packages/config-schema',
  'packages/control',
  'prisma/schema.prisma',
  'package-lock.json',
  'tsconfig.base.json',
  'scripts/build.mjs',
  'scripts/lib/bundles.mjs',
];

/** What each part is made from; a change in any of it means building that part again. */
export const buildInputs = {
  bundles: [...shared, 'apps/server', 'apps/runner', 'packages/engine', 'packages/local-stack'],
  web: [...shared, 'apps/web'],
};
