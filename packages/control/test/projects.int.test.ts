import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleFiles, importExample, openWorld, type World } from './support';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.drop());

describe('a project', () => {
  it('comes back byte for byte, whatever bytes the folder had', async () => {
    const odd = {
      'notes/bom.txt': new Uint8Array([0xef, 0xbb, 0xbf, 0x41, 0x0d, 0x0a]),
      'assets/logo.bin': new Uint8Array([0, 255, 254, 128]),
      ...Object.fromEntries(
        Object.entries(exampleFiles).map(([path, text]) => [path, new TextEncoder().encode(text)]),
      ),
    };
    const project = await world.control.projects.importFolder(world.you, {
      slug: 'bytes',
      name: 'Bytes',
      files: odd,
      message: 'Import',
    });
    expect(project.headRevision.number).toBe(1);
    const exported = await world.control.projects.exportFolder(project.id);
    expect(Object.keys(exported).sort()).toEqual(Object.keys(odd).sort());
    for (const [path, content] of Object.entries(odd))
      expect(Buffer.from(exported[path] ?? []).equals(Buffer.from(content)), path).toBe(true);
  });

  it('lists its pipelines with v1 each, valid and not deployed', async () => {
    const project = await importExample(world);
    const environment = project.environments[0]?.id ?? '';
    const rows = await world.control.pipelines.list(world.you, project.id, environment);
    expect(
      rows.map((row) => [row.key, row.latestVersion, row.table, row.deployment, row.draftDiffers]).sort(),
    ).toEqual([
      ['clicks', 1, 'clicks', null, false],
      ['orders', 1, 'orders', null, false],
    ]);
  });

  it('refuses a path that leaves the folder and a short name that is taken', async () => {
    const files = { '../x': new Uint8Array() };
    await expect(
      world.control.projects.importFolder(world.you, { slug: 'evil', name: 'x', files, message: 'm' }),
    ).rejects.toMatchObject({ code: 'bad_input' });
    await expect(
      world.control.projects.importFolder(world.you, { slug: 'bytes', name: 'x', files: {}, message: 'm' }),
    ).rejects.toMatchObject({ code: 'conflict' });
  });
});
