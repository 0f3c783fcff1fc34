import { readFile, writeFile } from 'node:fs/promises';
import { parseLossless, stringifyLossless } from '@penstock/common';
import { pathOf } from '../oracle/scanner';
import type { Fault, Scene } from '../run/fault';
import { furtherCommits, someMoment } from '../run/moments';

const ways = ['the whole table', 'main alone'] as const;

const setBack = (way: (typeof ways)[number], name: string, reason: string): Fault => ({
  name,
  promise: `${way} set back from outside under a running pipeline blocks with the reason, and nothing is written on`,
  ending: { blocked: `blocked:${reason}` },
  async strike(scene) {
    await furtherCommits(scene.pipeline, 3);
    await someMoment(scene);
    const commits = scene.draws.int('commits back', 1, 3);
    while (!(await moveBack(scene, way, commits))) {
      // a commit was faster: try again on the new state
    }
  },
});

/** The pointer to older metadata: rows and position of before, and the log knows a later commit. */
export const setBackTable = setBack('the whole table', 'set-back-table', 'table_set_back');
/** `main` to an older snapshot and the position as it is: going on would leave a gap. */
export const setBackMain = setBack('main alone', 'set-back-main', 'set_back_outside');

/** The catalog refuses this through its API, so it is done by a hand in the database. False when the table moved meanwhile. */
async function moveBack(scene: Scene, way: (typeof ways)[number], commits: number): Promise<boolean> {
  const { db } = scene.installation;
  const { rows } = await db.query<{ now: string; then: string; snapshot: string }>(
    `select t.metadata_location as now, c.metadata_location as "then", c.snapshot_id as snapshot
       from catalog_tables t join catalog_commits c on c.table_uuid = t.uuid
      where t.name = $1 and c.snapshot_id is not null order by c.id desc offset $2 limit 1`,
    [scene.table, commits],
  );
  const found = rows[0];
  if (found === undefined) throw new Error('there is no older commit to go back to');
  const location = way === 'main alone' ? await withMainAt(found.now, found.snapshot) : found.then;
  const { rowCount } = await db.query(
    'update catalog_tables set metadata_location = $3, version = version + 1 where name = $1 and metadata_location = $2',
    [scene.table, found.now, location],
  );
  if (rowCount === 1) scene.watcher.freeze(location);
  return rowCount === 1;
}

type Lossless = ReturnType<typeof parseLossless>;

/** A copy of the metadata in which `main` is an older snapshot and everything else as it was. */
async function withMainAt(location: string, snapshot: string): Promise<string> {
  const metadata = parseLossless(await readFile(pathOf(location), 'utf8')) as Record<string, Lossless>;
  const id = parseLossless(snapshot);
  const refs = metadata.refs as Record<string, Record<string, Lossless>>;
  const changed = {
    ...metadata,
    'current-snapshot-id': id,
    refs: { ...refs, main: { ...refs.main, 'snapshot-id': id } },
  };
  const copy = location.replace(/\.metadata\.json$/, '-set-back.metadata.json');
  await writeFile(pathOf(copy), stringifyLossless(changed));
  return copy;
}
