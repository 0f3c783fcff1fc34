// Adds to package-lock.json the optional packages of other platforms that npm left out. npm leaves out what its
// registry could not give when the lockfile was made (a mirror that carries one platform), and `npm ci` then refuses
// the lockfile on every platform. They are pinned by the exact version that their parent asks for; npm skips those of
// other platforms by `os`, `cpu` and `libc`. Run after `npm install`; changes nothing when nothing is missing.
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { root } from './lib/root.mjs';

const systems = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const processors = [
  'arm64',
  'arm',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
];

/**
 * @param {Record<string, LockedPackage>} packages of a lockfile, completed in place
 * @returns {string[]} what was added, and what could not be: those would need their exact version
 * @typedef {{ version?: string, dev?: boolean, optional?: boolean, os?: string[], cpu?: string[], libc?: string[], optionalDependencies?: Record<string, string> }} LockedPackage
 */
export function complete(packages) {
  const added = [];
  for (const parent of Object.values({ ...packages })) {
    for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
      const path = `node_modules/${name}`;
      if (Object.keys(packages).some((known) => known.endsWith(path))) continue;
      const platform = platformOf(name);
      if (!platform || !/^\d+\.\d+\.\d+/.test(version)) continue;
      packages[path] = { version, ...(parent.dev && { dev: true }), optional: true, ...platform };
      added.push(`${name}@${version}`);
    }
  }
  return added;
}

/** "@oxc-parser/binding-linux-arm64-musl" is linux, arm64, musl. @param {string} name */
export function platformOf(name) {
  const words = name.split(/[/-]/);
  const os =
    systems.find((system) => words.includes(system)) ?? (words.includes('windows') ? 'win32' : undefined);
  const cpu = processors.find((processor) => words.includes(processor));
  if (!os || !cpu) return undefined;
  const libc = words.includes('musl')
    ? 'musl'
    : words.includes('gnu') && os === 'linux'
      ? 'glibc'
      : undefined;
  return { os: [os], cpu: [cpu], ...(libc && { libc: [libc] }) };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const file = `${root}/package-lock.json`;
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const added = complete(lock.packages);
  lock.packages = Object.fromEntries(
    Object.entries(lock.packages).sort(([one], [other]) => (one < other ? -1 : 1)),
  );
  if (added.length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(added.length === 0 ? 'nothing is missing' : `added ${added.join(', ')}`);
}
