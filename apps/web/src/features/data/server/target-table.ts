import 'server-only';
import { PenstockError } from '@penstock/common';
import { type ResolvedSink, resolve } from '@penstock/config-schema';
import type { ControlServices } from '@penstock/control/contracts';

/** Where the pipeline writes, from the project's published files: a caller never names a table itself. */
export async function targetTable(
  control: Pick<ControlServices, 'projects'>,
  input: { projectId: string; pipelineKey: string },
): Promise<ResolvedSink> {
  const decoder = new TextDecoder();
  const folder = await control.projects.exportFolder(input.projectId);
  const files = Object.fromEntries(
    Object.entries(folder).map(([path, bytes]) => [path, decoder.decode(bytes)]),
  );
  const pipeline = resolve(files).pipelines.find(({ key }) => key === input.pipelineKey);
  if (!pipeline)
    throw new PenstockError(
      'not_found',
      'This pipeline is not published yet, so it has no table. Publish and deploy it first.',
    );
  return pipeline.sink;
}
