import type { Installation } from '../harness/installation';
import type { Pipeline } from './pipeline';

const page = 500;

/** What the set-aside list shows of each record's last replay, newest record first; null where none was asked for. */
export async function replayStates(
  { control }: Installation,
  { deploymentId }: Pipeline,
): Promise<Map<string, string | null>> {
  const states = new Map<string, string | null>();
  let cursor: string | null = null;
  do {
    const shown: Awaited<ReturnType<typeof control.deployments.setAside>> =
      await control.deployments.setAside(deploymentId, {
        limit: page,
        ...(cursor === null ? {} : { cursor }),
      });
    for (const { id, replay } of shown.records) states.set(id, replay?.state ?? null);
    cursor = shown.nextCursor;
  } while (cursor !== null);
  return states;
}
