import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { bundles } from './lib/bundles.mjs';
import { root } from './lib/root.mjs';

const text = readFileSync(`${root}/docker-compose.yml`, 'utf8');
const compose = parse(text, { merge: true });
const dockerfile = readFileSync(`${root}/Dockerfile`, 'utf8');
const services = Object.entries(compose.services);
const apps = ['server', 'web', 'runner'];

test('every part is there, and the engines that need a JVM only on demand', () => {
  expect(Object.keys(compose.services)).toEqual(
    expect.arrayContaining(['postgres', 'redis', 'kafka', 'migrate', ...apps]),
  );
  const profileOf = Object.fromEntries(services.map(([name, service]) => [name, service.profiles?.[0]]));
  for (const [name, profile] of Object.entries(profileOf))
    expect(profile).toBe(/^(flink|spark)/.exec(name)?.[0]);
  expect(new Set(Object.values(profileOf))).toEqual(new Set([undefined, 'flink', 'spark']));
});

test('whoever is waited for has a health check, or ends by itself', () => {
  for (const [name, service] of services) {
    for (const [needed, { condition }] of Object.entries(service.depends_on ?? {})) {
      const target = compose.services[needed];
      expect(target, `${name} waits for ${needed}`).toBeDefined();
      if (condition === 'service_healthy')
        expect(target.healthcheck?.test, `${needed} has a health check`).toBeDefined();
      else expect(target.restart).toBe('no');
    }
  }
});

test('no secret has a default, neither here nor in the example of .env', () => {
  for (const [name, service] of services) {
    for (const [key, value] of Object.entries(service.environment ?? {})) {
      if (/PASSWORD|TOKEN|SECRET/.test(key)) expect(value, `${name}.${key}`).toMatch(/^\$\{[A-Z_]+:\?/);
      if (/\/\/[^/]*@/.test(String(value)))
        expect(value, `${name}.${key}`).toMatch(/:\$\{[A-Z_]+:\?[^}]*\}@/);
    }
  }
  const example = readFileSync(`${root}/.env.example`, 'utf8')
    .split('\n')
    .filter((line) => /^[A-Z]/.test(line));
  expect(example.length).toBeGreaterThan(0);
  for (const line of example) expect(line).toMatch(/^[A-Z_]+=$/);
  const asked = new Set([...text.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name));
  expect(example.map((line) => line.slice(0, -1)).sort()).toEqual([...asked].sort());
});

test('only the page is published, and on loopback', () => {
  const published = services.flatMap(([, service]) => service.ports ?? []);
  expect(published).toEqual(['127.0.0.1:4400:4400']);
});

test('the settings of the apps are ones that they read', () => {
  const read = new Set(
    ['apps', 'packages', 'scripts']
      .flatMap((folder) => sources(`${root}/${folder}`))
      .flatMap(environmentNames),
  );
  for (const app of apps) {
    for (const name of Object.keys(compose.services[app].environment))
      expect(read, `${app} is given ${name}`).toContain(name);
  }
});

test.each(apps)('%s is given every setting that its schema demands', (app) => {
  const schema = app === 'web' ? 'apps/web/src/server/env.ts' : `apps/${app}/src/env.ts`;
  const demanded = [...readFileSync(`${root}/${schema}`, 'utf8').matchAll(/^ {2}([A-Z_]+): (z\..*),$/gm)];
  expect(demanded.length).toBeGreaterThan(2);
  for (const [, name, rule] of demanded) {
    if (!/optional|default/.test(rule))
      expect(Object.keys(compose.services[app].environment)).toContain(name);
  }
});

test('the programs that the containers run exist or are built', () => {
  const built = bundles.map(({ output }) => output);
  for (const [name, service] of services) {
    if (service.image !== 'penstock-app') continue;
    const program = service.command.find((part) => part.endsWith('.mjs'));
    expect(built.includes(program) || existsSync(join(root, program)), `${name} runs ${program}`).toBe(true);
  }
});

test('every build target is in the Dockerfile', () => {
  const targets = [...dockerfile.matchAll(/ AS (\w+)/g)].map(([, target]) => target);
  for (const [, service] of services) if (service.build) expect(targets).toContain(service.build.target);
});

/** @param {string} dir @returns {string[]} */
function sources(dir) {
  return readdirSync(dir).flatMap((name) => {
    if (['node_modules', 'dist', '.next', 'generated'].includes(name)) return [];
    const path = join(dir, name);
    if (statSync(path).isDirectory()) return sources(path);
    return /(?<!\.test)\.(ts|tsx|mjs)$/.test(name) ? [readFileSync(path, 'utf8')] : [];
  });
}

/** `process.env.X`, `process.env['X']`, `env.X`, and the keys of a zod schema of the environment. @param {string} source */
function environmentNames(source) {
  return [...source.matchAll(/env(?:\.|\[')([A-Z][A-Z0-9_]+)|^ {2}([A-Z][A-Z0-9_]+): z\./gm)].map(
    ([, plain, key]) => plain ?? key,
  );
}
