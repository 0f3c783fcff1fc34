import { setTimeout as delay } from 'node:timers/promises';
import type { Fault, Scene } from '../run/fault';
import { commitAnswered, commitOnTheWay, furtherCommits } from '../run/moments';

const whens = ['in a commit', 'right after one'] as const;

export const postgresKilled: Fault = {
  name: 'postgres-killed',
  promise:
    'a Postgres that is killed in mid-commit and comes back has each acknowledged commit, and no half of one',
  async strike(scene) {
    for (let strike = 0; strike * 2 < scene.strikes; strike += 1)
      for (const when of scene.draws.shuffle('killed', whens)) await killAndRestart(scene, when);
  },
};

async function killAndRestart(scene: Scene, when: (typeof whens)[number]): Promise<void> {
  const { installation, draws, pipeline } = scene;
  const { postgres } = installation.services;
  const signal = draws.pick('signal', ['SIGKILL', 'SIGQUIT']);
  const into = draws.int('ms into the commit', 0, 40);
  const away = draws.int('ms away', 0, 1_500);
  let acknowledged: string | null = null;
  if (when === 'right after one')
    acknowledged = await commitAnswered(installation, () => postgres.kill(signal));
  else {
    await commitOnTheWay(installation);
    await delay(into);
    await postgres.kill(signal);
  }
  await delay(away);
  await postgres.restart();
  if (acknowledged !== null) await requireLogged(scene, acknowledged);
  await furtherCommits(pipeline, 1);
}

/** The pipeline would read a lost commit's messages again; the promise that was broken shows in the log alone. */
async function requireLogged({ installation: { db } }: Scene, commitId: string): Promise<void> {
  const { rowCount } = await db.query('select 1 from catalog_commits where commit_id = $1', [commitId]);
  if (rowCount === 0) throw new Error(`the commit ${commitId} was acknowledged and is gone`);
}
