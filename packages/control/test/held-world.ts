import { randomUUID } from 'node:crypto';
import { createRunnerControl, type RunnerControl } from '../src/runners/create-runner-control';
import type { Lease } from '../src/runs/lease-repository';
import { deployExample, openWorld, type World } from './support';

export type HeldWorld = World & {
  runner: RunnerControl;
  example: Awaited<ReturnType<typeof deployExample>>;
  /** The deployment of `orders`. */
  id: string;
  /** Held by `runner-1`. */
  lease: Lease;
  /** Grants the lease to another one, which has to be possible. */
  take(owner: string): Promise<Lease>;
};

/** The example deployed, and the lease of `orders` held: what a runner finds when it begins a run. */
export async function openHeldWorld(): Promise<HeldWorld> {
  const world = await openWorld();
  const runner = createRunnerControl({ databaseUrl: world.url, secretKey: 'k' });
  const example = await deployExample(world);
  const id = example.deployments.orders ?? '';
  const take = async (owner: string) => {
    const granted = await runner.leases.acquire(id, { owner, incarnation: randomUUID() });
    if (!granted) throw new Error('the lease was not granted');
    return granted;
  };
  return {
    ...world,
    runner,
    example,
    id,
    lease: await take('runner-1'),
    take,
    async drop() {
      await runner.close();
      await world.drop();
    },
  };
}
