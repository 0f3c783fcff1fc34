// npm run check: everything that needs no services. Two steps at a time, the slow ones first.
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { generate } from './generate.mjs';
import { checkImportDirection } from './lib/import-direction.mjs';
import { root } from './lib/root.mjs';
import { runTool } from './lib/run.mjs';
import { asOne, conclude, runStep, runSteps } from './lib/steps.mjs';
import { vitest } from './lib/vitest-run.mjs';

/** TypeScript projects: the root one knows Node, the pure packages' own ones do not, the web app's knows the browser. */
const typescriptProjects = [
  '.',
  'packages/common',
  'packages/flink-sql',
  'packages/config-schema',
  'apps/web',
];

/** @returns {Promise<import('./lib/steps.mjs').Outcome[]>} */
export async function check() {
  const first = await runStep({
    name: 'prisma client',
    run: async () => ({ passed: 1, failed: 0, output: await generate() }),
  });
  const steps = [
    { name: 'unit tests', run: () => vitest('unit') },
    ...typescriptProjects.map((project) => ({ name: `types ${project}`, run: () => types(project) })),
    { name: 'imports', run: async () => fromOk(await checkImportDirection()) },
    {
      name: 'unused code (knip)',
      run: async () => asOne(await runTool('knip/bin/knip.js', ['--no-progress'])),
    },
    {
      name: 'style (biome)',
      run: async () => asOne(await runTool('@biomejs/biome/bin/biome', ['ci', '--colors=off', '.'])),
    },
  ];
  return [first, ...(await runSteps(steps, 2))];
}

/** @param {string} project */
async function types(project) {
  if (!existsSync(`${root}/${project}/tsconfig.json`))
    return { passed: 0, failed: 1, output: `${project}/tsconfig.json does not exist` };
  return asOne(await runTool('typescript/bin/tsc', ['--noEmit', '--project', project]));
}

/** @param {{ ok: boolean, output: string }} result */
function fromOk({ ok, output }) {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, output };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = conclude(await check());
