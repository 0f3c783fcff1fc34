import { PenstockError } from '@penstock/common';
import { type ResolvedPipeline, resolve } from '@penstock/config-schema';
import type { PreviewRequest } from '@penstock/control/server-api';

/** The draft's pipeline as the editor and a deploy resolve it: with the environment's own variables. Throws `invalid_version`. */
export function pipelineOf(request: PreviewRequest): ResolvedPipeline {
  const { name, variables } = request.environment ?? {};
  const project = resolve(request.files, {
    ...(name === undefined ? {} : { environment: name }),
    ...(variables === undefined ? {} : { variables }),
  });
  const pipeline = project.pipelines.find((one) => one.key === request.pipelineKey);
  if (pipeline !== undefined) return pipeline;
  const first = project.diagnostics.find((diagnostic) => diagnostic.severity === 'error');
  throw new PenstockError(
    'invalid_version',
    first?.message ?? `config/topics.yaml has no pipeline "${request.pipelineKey}".`,
    {
      details: { diagnostics: project.diagnostics },
    },
  );
}
