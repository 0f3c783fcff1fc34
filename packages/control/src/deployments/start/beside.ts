import type { DeployPlan } from '../../contracts/views';
import type { Db } from '../../db/client';
import { findDeployment } from '../deployment-repository';
import type { OtherPosition } from './position-facts';

export type Beside = NonNullable<DeployPlan['beside']>;

/** Who has written this topic into the table, up to where; null when nobody has. */
export async function besideOf(db: Db, others: readonly OtherPosition[]): Promise<Beside | null> {
  const [furthest] = others;
  if (furthest === undefined) return null;
  const record = await findDeployment(db, furthest.deploymentId);
  const name = record ? record.pipeline.key : `the deployment ${furthest.deploymentId}`;
  const isRunning = record?.desiredState === 'running';
  return {
    deploymentId: furthest.deploymentId,
    all: others.map(({ deploymentId }) => deploymentId),
    name,
    message: `This table already has rows of this topic up to ${upTo(furthest)}, written by ${name}.`,
    unavailable: isRunning ? `${name} is to run. Stop it first, so that its position does not move.` : null,
  };
}

function upTo({ offsets }: OtherPosition): string {
  const places = [...offsets]
    .sort((a, b) => a.partition - b.partition)
    .map((p) => `offset ${BigInt(p.offset).toLocaleString('en-US')} of partition ${p.partition}`);
  const shown = places.slice(0, 3);
  const rest = places.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
}
