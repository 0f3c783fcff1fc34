import type { PipelineReading } from '../projects/project-config';

export type FormerPipeline = { pipelineId: string; key: string; contentHash: string };
export type Identity = { reading: PipelineReading; pipelineId: string | null; formerKey: string | null };

/**
 * Which pipeline of the parent each entry is. A key that stays is the same pipeline; a new key is the one the user
 * renamed, or, where nothing was said, the vanished one with the very same definition; else it is a new pipeline.
 */
export function identifyPipelines(
  former: readonly FormerPipeline[],
  readings: readonly PipelineReading[],
  renames: Readonly<Record<string, string>>,
): { present: Identity[]; deleted: string[] } {
  const keys = new Set(readings.map((reading) => reading.key));
  const vanished = new Map(
    former.filter((pipeline) => !keys.has(pipeline.key)).map((pipeline) => [pipeline.key, pipeline]),
  );
  const byKey = new Map(former.map((pipeline) => [pipeline.key, pipeline]));
  const found = new Map<string, FormerPipeline>();
  for (const reading of readings) {
    const same =
      byKey.get(reading.key) ??
      vanished.get(Object.hasOwn(renames, reading.key) ? (renames[reading.key] ?? '') : '');
    if (!same) continue;
    found.set(reading.key, same);
    vanished.delete(same.key);
  }
  for (const reading of readings) {
    if (found.has(reading.key)) continue;
    const same = [...vanished.values()].find((pipeline) => pipeline.contentHash === reading.contentHash);
    if (!same) continue;
    found.set(reading.key, same);
    vanished.delete(same.key);
  }
  return {
    present: readings.map((reading) => {
      const same = found.get(reading.key);
      return { reading, pipelineId: same?.pipelineId ?? null, formerKey: same?.key ?? null };
    }),
    deleted: [...vanished.values()].map((pipeline) => pipeline.pipelineId),
  };
}
