'use client';

import type { TableWriter } from '@penstock/control/contracts';
import { TextLink } from '../../../components/ui/text-link';
import { useProject } from '../../projects/use-project';

/** Who wrote: a pipeline with the version that ran, Penstock's upkeep, or a client from outside. */
export function Writer({ writer }: { writer: TableWriter }) {
  const project = useProject();
  if (writer.kind === 'penstock') return <span className="text-muted">Penstock, upkeep</span>;
  if (writer.kind === 'outside')
    return (
      <span className="text-muted">
        outside Penstock{writer.name === null ? null : <> ({writer.name})</>}
      </span>
    );
  const { pipelineKey, version, projectId } = writer;
  return (
    <span>
      {projectId === project.id ? (
        <TextLink href={`/pipelines/${encodeURIComponent(pipelineKey)}/runs`} prefetch={false}>
          {pipelineKey}
        </TextLink>
      ) : (
        <span title="A pipeline of another project">{pipelineKey}</span>
      )}
      {version === null ? null : <span className="text-muted"> v{version}</span>}
    </span>
  );
}
