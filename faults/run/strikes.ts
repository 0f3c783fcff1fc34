import { childrenOf, signalAll } from '../harness/children-of';
import type { Installation } from '../harness/installation';
import type { Scene } from './fault';
import { leaseEpoch } from './lease';
import { someMoment } from './moments';
import { within } from './within';

/** A `strike` that does the same at some moment, as often as the run's scale asks for. */
export function atSomeMoments(act: (scene: Scene) => void | Promise<void>): (scene: Scene) => Promise<void> {
  return async (scene) => {
    for (let strike = 0; strike < scene.strikes; strike += 1) {
      await someMoment(scene);
      await act(scene);
    }
  };
}

/** kill -9 for the processes of all pipelines that the first runner carries out. */
export function killPipelines({ runner }: Installation): void {
  signalAll(childrenOf(runner.pid), 'SIGKILL');
}

/** Waits until a run that began after `epoch` holds the lease. */
export async function takenOver(scene: Scene, epoch: bigint): Promise<void> {
  await within('the next run holds the lease', async () => (await leaseEpoch(scene)) > epoch);
}

/** Lets arrive what was held, long after its sender is gone: none of it may be taken. */
export async function arriveLate({ proxy }: Installation): Promise<void> {
  const landed = (await proxy.release()).filter((status) => status < 400);
  if (landed.length > 0) throw new Error(`a commit of an epoch that is over was answered with ${landed[0]}`);
}
