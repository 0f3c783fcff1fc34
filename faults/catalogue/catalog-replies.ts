import type { Disturbance } from '../harness/catalog-proxy';
import type { Draws } from '../load/draws';
import type { Fault, Scene } from '../run/fault';
import { furtherCommits } from '../run/moments';
import { killPipelines } from '../run/strikes';
import { within } from '../run/within';

const kinds = ['drop-request', 'drop-reply', 'delay-request', 'delay-reply', 'send-twice'] as const;
/** Loading, committing rows, committing a position alone; and what only a run that begins asks for. */
const asked = ['load', 'rows', 'position', 'config', 'lineage'] as const;

export const catalogReplies: Fault = {
  name: 'catalog-replies',
  promise: 'requests and replies of the catalog that are lost, late or doubled at any step change nothing',
  async strike(scene) {
    const { draws } = scene;
    for (let round = 0; round * 2 < scene.strikes; round += 1) {
      for (const step of draws.shuffle('steps', asked)) await disturb(scene, step, drawDisturbance(draws));
    }
  },
};

async function disturb(scene: Scene, step: (typeof asked)[number], disturbance: Disturbance): Promise<void> {
  const { installation, pipeline, draws } = scene;
  const times = draws.int('times', 1, 3);
  const isStart = step === 'config' || step === 'lineage';
  if (step === 'position') await quiet(scene);
  const rule = installation.proxy.disturb(step, disturbance, isStart ? 1 : times);
  if (isStart) killPipelines(installation);
  const what = `${disturbance.do} at ${step}`;
  await within(what, async () => {
    if (step === 'position') await pipeline.load.sendEmpty(3);
    return rule.done();
  });
  if (step === 'position') pipeline.load.start();
  await furtherCommits(pipeline, 1);
}

/** Without messages under way, a batch of records without a value commits the position alone. */
async function quiet({ pipeline, watcher }: Scene): Promise<void> {
  await pipeline.load.stop();
  const heads = pipeline.load.ledger.heads();
  await within('the pipeline has caught up', () => watcher.reached(pipeline.followed, heads));
}

function drawDisturbance(draws: Draws): Disturbance {
  const kind = draws.pick('disturbance', kinds);
  const ms = draws.int('ms', 50, 900);
  return kind === 'delay-request' || kind === 'delay-reply' ? { do: kind, ms } : { do: kind };
}
