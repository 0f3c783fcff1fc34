import type { Scene } from '../run/fault';
import type { Pipeline } from '../run/pipeline';
import { replayStates } from '../run/set-aside';
import { Stuck, within } from '../run/within';
import { checkLog, readLog } from './commit-log';
import type { Finding } from './followed';

/** What Postgres remembers of a run: commit log (I5, I7), metrics and reported totals (I10), and that it runs (I8). */
export async function checkHistory(scene: Scene, pipeline: Pipeline, arrives: boolean): Promise<Finding[]> {
  const findings = checkLog(await readLog(scene.installation.db, pipeline.deploymentId));
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
  const { replays } = pipeline.followed;
  if (replays.count > 0)
    await expect('I6', 'each replay is shown as what became of it', async () =>
      replays.areShown(await replayStates(scene.installation, pipeline)),
    );
  await expect('I8', 'the pipeline is observed as running', async () => {
    const { observed } = await control.deployments.get(pipeline.deploymentId);
    return observed.status === 'running';
  });
  return findings;
}

/** Records in over all buckets, once per resolution. */
async function charted({ installation }: Scene, pipeline: Pipeline): Promise<bigint[]> {
  const { rows } = await installation.db.query<{ sum: string }>(
    'select sum(records_in)::text as sum from metric_points where deployment_id = $1 group by resolution',
    [pipeline.deploymentId],
  );
  return rows.map(({ sum }) => BigInt(sum));
}
