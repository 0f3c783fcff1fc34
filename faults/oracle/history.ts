import type { Scene } from '../run/fault';
import type { Pipeline } from '../run/pipeline';
import { Stuck, within } from '../run/within';
import type { Finding } from './followed';

type Commit = { epoch: string; seq: string; afterNextEpoch: boolean };

/** What Postgres remembers of a run: commit log (I5, I7), metrics and reported totals (I10), and that it runs (I8). */
export async function checkHistory(scene: Scene, pipeline: Pipeline, arrives: boolean): Promise<Finding[]> {
  const findings = checkLog(await commitsOf(scene, pipeline));
  if (!arrives) return findings;
  const records = BigInt(pipeline.load.ledger.records);
  const expect = async (invariant: string, what: string, look: () => Promise<boolean>) => {
    try {
      await within(what, look, 20_000);
    } catch (error) {
      if (!(error instanceof Stuck)) throw error;
      findings.push({ invariant, text: error.message });
    }
  };
  const { control } = scene.installation;
  await expect('I10', `the reported total is ${records}`, async () => {
    const { live } = await control.deployments.get(pipeline.deploymentId);
    return live?.totals.in === String(records);
  });
  await expect('I10', `the charts add up to ${records}`, async () =>
    (await charted(scene, pipeline)).every((sum) => sum === records),
  );
  await expect('I8', 'the pipeline is observed as running', async () => {
    const { observed } = await control.deployments.get(pipeline.deploymentId);
    return observed.status === 'running';
  });
  return findings;
}

/** seq counts up by one, epochs never go back, and nothing of an epoch landed after the next one's run had begun. */
function checkLog(commits: readonly Commit[]): Finding[] {
  return commits.flatMap((commit, index): Finding[] => {
    const before = commits[index - 1];
    const at = `epoch ${commit.epoch}, seq ${commit.seq}`;
    const zombie: Finding[] = commit.afterNextEpoch
      ? [{ invariant: 'I7', text: `${at} was committed after the next epoch had begun` }]
      : [];
    if (before === undefined) return zombie;
    const follows =
      BigInt(commit.seq) === BigInt(before.seq) + 1n && BigInt(commit.epoch) >= BigInt(before.epoch);
    return follows
      ? zombie
      : [...zombie, { invariant: 'I5', text: `${at} follows epoch ${before.epoch}, seq ${before.seq}` }];
  });
}

async function commitsOf({ installation }: Scene, pipeline: Pipeline): Promise<Commit[]> {
  const { rows } = await installation.db.query<Commit>(
    `select epoch::text, seq::text,
            exists (select 1 from runs r where r.deployment_id = c.deployment_id and r.epoch > c.epoch
                                           and r.started_at < c.at) as "afterNextEpoch"
       from catalog_commits c where deployment_id = $1 order by id`,
    [pipeline.deploymentId],
  );
  return rows;
}

/** Records in over all buckets, once per resolution. */
async function charted({ installation }: Scene, pipeline: Pipeline): Promise<bigint[]> {
  const { rows } = await installation.db.query<{ sum: string }>(
    'select sum(records_in)::text as sum from metric_points where deployment_id = $1 group by resolution',
    [pipeline.deploymentId],
  );
  return rows.map(({ sum }) => BigInt(sum));
}
