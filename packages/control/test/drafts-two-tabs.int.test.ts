import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DraftView, ProjectView } from '../src/contracts/views';
import type { LiveChange } from '../src/live/notify';
import { exampleFiles, importFresh, openWorld, type World } from './support';

const sql = 'transformations/orders_transformer.sql';
const other = 'transformations/clicks_transformer.sql';

let world: World;
let project: ProjectView;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.drop());
beforeEach(async () => {
  project = await importFresh(world);
});

const read = (): Promise<DraftView> => world.control.drafts.get(world.you, project.id);
const save = (seen: Pick<DraftView, 'baseRevisionId' | 'stamps'>, files: Record<string, string | null>) =>
  world.control.drafts.save(world.you, project.id, {
    baseRevisionId: seen.baseRevisionId,
    files,
    known: seen.stamps,
  });

describe('two pages of one person', () => {
  it('are told when they are behind: nothing of the other page is overwritten', async () => {
    const opened = await read();
    await save(opened, { [sql]: 'SELECT 1' });
    await expect(save(opened, { [sql]: 'SELECT 2' })).rejects.toMatchObject({
      code: 'conflict',
      details: { behind: [sql] },
    });
    expect((await read()).files[sql]).toBe('SELECT 1');
  });

  it('save different files side by side, each from what it read at the beginning', async () => {
    const opened = await read();
    await save(opened, { [sql]: 'SELECT 1' });
    await save(opened, { [other]: 'SELECT 2' });
    expect((await read()).files).toMatchObject({ [sql]: 'SELECT 1', [other]: 'SELECT 2' });
  });

  it('lose no half of a save: when one of its files is behind, none is written', async () => {
    const opened = await read();
    await save(opened, { [sql]: 'SELECT 1' });
    await expect(save(opened, { [other]: 'SELECT 2', [sql]: 'SELECT 3' })).rejects.toMatchObject({
      details: { behind: [sql] },
    });
    expect((await read()).files[other]).toBe(exampleFiles[other]);
  });

  it('are told also when the other page put the file back or deleted it', async () => {
    const opened = await read();
    const first = await save(opened, { [sql]: 'SELECT 1' });
    const seen = { ...opened, stamps: { ...opened.stamps, ...first.stamps } };
    await save(seen, { [sql]: exampleFiles[sql] ?? '' });
    await expect(save(seen, { [sql]: 'SELECT 2' })).rejects.toMatchObject({ code: 'conflict' });
    await save(opened, { [sql]: null });
    await expect(save(seen, { [sql]: 'SELECT 2' })).rejects.toMatchObject({ code: 'conflict' });
    expect((await read()).files[sql]).toBeUndefined();
  });

  it('may both save the same text, and make the same new file once', async () => {
    const opened = await read();
    await save(opened, { 'notes.md': 'a' });
    await save(opened, { 'notes.md': 'a' });
    await expect(save(opened, { 'notes.md': 'b' })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('writing at once as fast as they can: every acknowledged save is in the draft, the others were told', async () => {
    const opened = await read();
    const acknowledged: string[] = [];
    let refused = 0;
    const typist = async (name: string) => {
      let seen: Pick<DraftView, 'baseRevisionId' | 'stamps' | 'files'> = opened;
      for (let round = 0; round < 15; round += 1) {
        const over = seen.files[sql] ?? '';
        const line = `-- ${name} ${round}`;
        const text = `${over}${line}\n`;
        try {
          const { stamps } = await save(seen, { [sql]: text });
          acknowledged.push(line);
          seen = { ...seen, files: { ...seen.files, [sql]: text }, stamps: { ...seen.stamps, ...stamps } };
        } catch (error) {
          expect(error).toMatchObject({ code: 'conflict', details: { behind: [sql] } });
          refused += 1;
          seen = await read();
        }
      }
    };
    await Promise.all([typist('left'), typist('right')]);
    expect(acknowledged.length + refused).toBe(30);
    const lines = ((await read()).files[sql] ?? '').split('\n').filter((line) => line.startsWith('-- '));
    expect([...lines].sort()).toEqual([...acknowledged].sort());
  });

  it('hear of each other over the live channel, with the page that saved', async () => {
    const heard: LiveChange[] = [];
    const leave = await world.control.live.subscribe((change) => heard.push(change));
    const opened = await read();
    await world.control.drafts.save(world.you, project.id, {
      baseRevisionId: opened.baseRevisionId,
      files: { [sql]: 'SELECT 1' },
      known: opened.stamps,
      origin: 'page-1',
    });
    const draft = { projectId: project.id, actorId: world.you.id };
    await expect.poll(() => heard).toContainEqual({ draft: { ...draft, origin: 'page-1' } });
    await world.control.drafts.discard(world.you, project.id, {});
    await expect.poll(() => heard).toContainEqual({ draft });
    await leave();
  });
});
