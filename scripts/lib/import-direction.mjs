import { existsSync, readdirSync } from 'node:fs';
import { root } from './root.mjs';
import { runTool } from './run.mjs';

const scanned = ['apps', 'packages', 'scripts', 'prisma'];

/**
 * Checks the direction of imports. A scan that found no modules in a folder that has sources, or no imports between
 * packages at all, is a failure too: the tool reports "no violations" when its parser does not work.
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export async function checkImportDirection() {
  const { output } = await runTool('dependency-cruiser/bin/dependency-cruise.mjs', [
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'json',
    ...scanned,
  ]);
  const start = output.indexOf('{');
  if (start === -1) return { ok: false, output };
  /** @type {{ modules: Module[], summary: { violations: Violation[] } }} */
  let result;
  try {
    result = JSON.parse(output.slice(start, output.lastIndexOf('}') + 1));
  } catch {
    return { ok: false, output: output.slice(0, 4_000) };
  }
  const problems = [...unseen(result.modules), ...result.summary.violations.map(line)];
  if (problems.length > 0) return { ok: false, output: problems.join('\n') };
  const modules = result.modules.filter(({ source }) => !source.includes('node_modules')).length;
  return { ok: true, output: `${modules} modules` };
}

/**
 * @param {Module[]} modules
 * @typedef {{ source: string, dependencies: { resolved: string }[] }} Module
 * @typedef {{ rule: { name: string }, from: string, to: string, cycle?: { name: string }[] }} Violation
 */
export function unseen(modules) {
  const folders = workspaceFolders().filter(
    (folder) => !modules.some(({ source }) => source.startsWith(`${folder}/`)),
  );
  const crossing = modules.some(
    ({ source, dependencies }) =>
      source.startsWith('packages/') &&
      dependencies.some(
        ({ resolved }) => resolved.startsWith('packages/') && resolved.split('/')[1] !== source.split('/')[1],
      ),
  );
  return [
    ...folders.map((folder) => `nothing was scanned in ${folder}: the check does not work`),
    ...(crossing ? [] : ['no import between packages was seen: the check does not work']),
  ];
}

function workspaceFolders() {
  return ['apps', 'packages']
    .flatMap((parent) => readdirSync(`${root}/${parent}`).map((name) => `${parent}/${name}`))
    .filter((folder) => hasSources(`${root}/${folder}/src`));
}

/** @param {string} dir */
function hasSources(dir) {
  return (
    existsSync(dir) && readdirSync(dir, { recursive: true }).some((name) => /\.tsx?$/.test(String(name)))
  );
}

/** @param {Violation} violation */
function line({ rule, from, to, cycle }) {
  return `${rule.name}: ${from} → ${cycle ? cycle.map(({ name }) => name).join(' → ') : to}`;
}
