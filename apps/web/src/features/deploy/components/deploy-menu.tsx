'use client';

import { useQuery } from '@tanstack/react-query';
import { Button } from '../../../components/ui/button';
import { Menu, MenuGroup, MenuItem, MenuLabel } from '../../../components/ui/menu';
import { formatExact } from '../../../lib/format';
import { useTRPC } from '../../../lib/trpc';
import { useProject } from '../../projects/use-project';

type DeployMenuProps = { pipelineId: string; deployed: number | null; onChoose(versionNumber: number): void };

/** Versions beyond this are reached from the Versions tab. */
const SHOWN = 8;

/** "Deploy ▾": the versions that can run here, the newest first; each opens its plan. */
export function DeployMenu({ pipelineId, deployed, onChoose }: DeployMenuProps) {
  const trpc = useTRPC();
  const project = useProject();
  const versions = useQuery(trpc.pipelines.versions.queryOptions({ projectId: project.id, pipelineId }));
  const shown = [...(versions.data ?? [])].sort((a, b) => b.number - a.number).slice(0, SHOWN);
  return (
    <Menu align="end" trigger={<Button variant="primary">Deploy ▾</Button>}>
      <MenuGroup>
        <MenuLabel>{deployed === null ? 'Not deployed yet' : `v${deployed} is deployed`}</MenuLabel>
        {shown.map((version) => (
          <MenuItem
            key={version.id}
            title={formatExact(version.createdAt)}
            onClick={() => onChoose(version.number)}
            hint={version.message.split('\n')[0]?.slice(0, 40)}
          >
            {words(version.number, deployed)}
          </MenuItem>
        ))}
        {versions.isPending ? <MenuItem disabled>Reading the versions…</MenuItem> : null}
        {versions.isError ? <MenuItem disabled>The versions could not be read</MenuItem> : null}
        {versions.data?.length === 0 ? <MenuItem disabled>Publish a version first</MenuItem> : null}
      </MenuGroup>
    </Menu>
  );
}

function words(number: number, deployed: number | null): string {
  if (number === deployed) return `Deploy v${number} again…`;
  return deployed !== null && number < deployed ? `Roll back to v${number}…` : `Deploy v${number}…`;
}
