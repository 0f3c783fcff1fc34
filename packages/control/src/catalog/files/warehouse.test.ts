import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Warehouse } from './warehouse';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'warehouse-')));
const warehouse = new Warehouse(root);
afterAll(() => rmSync(root, { recursive: true }));

describe('the warehouse', () => {
  it.each(['', 'file:', 'file://'])('takes locations inside, written with "%s"', (scheme) => {
    expect(warehouse.pathOf(`${scheme}${root}/db/t`)).toBe(`${root}/db/t`);
  });
  it.each([
    () => root,
    () => `${root}/`,
    () => `${root}-other/t`,
    () => `${root}/db/../../etc`,
    () => `${root}/./t`,
    () => `${root}//t`,
    () => `file://host${root}/t`,
    () => `s3://bucket${root}/t`,
    () => `db/t`,
    () => `${root}/t\0`,
  ])('takes no other: %#', (location) => {
    expect(warehouse.pathOf(location())).toBeNull();
  });
  it('does not decode: %2e%2e is a name', () => {
    expect(warehouse.pathOf(`${root}/%2e%2e/t`)).toBe(`${root}/%2e%2e/t`);
  });
  it('sees a symbolic link that leads out', async () => {
    mkdirSync(join(root, 'in'));
    symlinkSync('/etc', join(root, 'out'));
    expect(await warehouse.holds(`${root}/in/file`)).toBe(true);
    expect(await warehouse.holds(`${root}/out/passwd`)).toBe(false);
  });
  it('gives every table a place of its own, whatever its name', () => {
    const ident = { namespace: ['..', 'a/b'], name: '../../etc' };
    const [one, two] = [warehouse.newTableLocation(ident), warehouse.newTableLocation(ident)];
    expect(one).not.toBe(two);
    expect(warehouse.pathOf(one)).toBe(one);
  });
});
