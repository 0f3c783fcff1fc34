'use client';

import { useQueryClient } from '@tanstack/react-query';
import { MoreHorizontal } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '../../../components/ui/button';
import { Menu, MenuItem, MenuSeparator } from '../../../components/ui/menu';
import { askOnce } from '../../../language/ask-once';
import { readAppError } from '../../../lib/app-error';
import { useTRPC, useTRPCClient } from '../../../lib/trpc';
import { useDraft } from '../../editor/draft/use-draft';
import { usePipeline } from '../../pipeline-page/use-pipeline';
import { PublishDialog } from '../../publish/components/publish-dialog';
import { DeleteDialog } from './delete-dialog';
import { useOpenPlan } from './deploy-host';
import { DeployMenu } from './deploy-menu';
import { StopDialog } from './stop-dialog';

type Open = 'publish' | 'stop' | 'delete' | null;

/** Publish…, Deploy ▾, Stop or Start, and the rarer ones behind ⋯. */
export function PipelineActions({ pipelineKey }: { pipelineKey: string }) {
  const { row } = usePipeline(pipelineKey);
  const [open, setOpen] = useState<Open>(null);
  const openPlan = useOpenPlan();
  const operate = useOperate(pipelineKey);
  if (row === null) return null;
  const { id, deployment, table } = row;
  const close = (isOpen: boolean) => (isOpen ? undefined : setOpen(null));
  return (
    <>
      <Button onClick={() => setOpen('publish')}>Publish…</Button>
      {id === null ? null : (
        <DeployMenu
          pipelineId={id}
          deployed={deployment?.desired.versionNumber ?? null}
          onChoose={(versionNumber) => openPlan({ pipelineId: id, pipelineKey, versionNumber })}
        />
      )}
      {deployment === null ? null : deployment.desired.state === 'running' ? (
        <Button variant="quiet" onClick={() => setOpen('stop')}>
          Stop
        </Button>
      ) : (
        <Button variant="quiet" disabled={operate.busy} onClick={() => void operate.run('start')}>
          {operate.busy ? 'Starting…' : 'Start'}
        </Button>
      )}
      <MoreMenu pipelineKey={pipelineKey} enabled={row.enabled} onDelete={() => setOpen('delete')} />
      <PublishDialog
        pipelineKey={pipelineKey}
        open={open === 'publish'}
        onOpenChange={close}
        onDeploy={({ pipelineId, number }) => openPlan({ pipelineId, pipelineKey, versionNumber: number })}
      />
      <StopDialog
        pipelineKey={pipelineKey}
        table={table}
        open={open === 'stop'}
        busy={operate.busy}
        onOpenChange={close}
        onStop={() => void operate.run('stop').then(() => setOpen(null))}
      />
      {open === 'delete' ? <DeleteDialog pipelineKey={pipelineKey} open onOpenChange={close} /> : null}
    </>
  );
}

function useOperate(pipelineKey: string) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const { row, project } = usePipeline(pipelineKey);
  const [busy, setBusy] = useState(false);
  const run = async (command: 'start' | 'stop') => {
    const deploymentId = row?.deployment?.id;
    if (deploymentId === undefined) return;
    setBusy(true);
    try {
      await client.deployments[command].mutate({ projectId: project.id, deploymentId });
      await queries.invalidateQueries({ queryKey: trpc.deployments.pathKey() });
      await queries.invalidateQueries({ queryKey: trpc.pipelines.pathKey() });
    } catch (error) {
      toast.error(`${pipelineKey} could not be ${command === 'stop' ? 'stopped' : 'started'}`, {
        description: readAppError(error).message,
      });
    } finally {
      setBusy(false);
    }
  };
  return { run, busy };
}

function MoreMenu({
  pipelineKey,
  enabled,
  onDelete,
}: {
  pipelineKey: string;
  enabled: boolean;
  onDelete(): void;
}) {
  const { project } = usePipeline(pipelineKey);
  const { store } = useDraft(project.id);
  const setEnabled = async (next: boolean) => {
    if (store === null) return;
    try {
      store.edit(
        await askOnce(store.getFiles(), {
          kind: 'edit',
          pipeline: pipelineKey,
          edit: { kind: 'set_enabled', enabled: next },
        }),
      );
      toast(next ? `${pipelineKey} is enabled in your draft` : `${pipelineKey} is disabled in your draft`, {
        description: next
          ? 'Publish and deploy to run it.'
          : 'It stops when that version is deployed; its position is kept.',
      });
    } catch (error) {
      toast.error('The draft could not be changed', {
        description: error instanceof Error ? error.message : String(error),
      });
    }
  };
  return (
    <Menu
      align="end"
      trigger={
        <Button variant="quiet" size="icon" aria-label="More actions">
          <MoreHorizontal />
        </Button>
      }
    >
      <MenuItem disabled={store === null} onClick={() => void setEnabled(!enabled)}>
        {enabled ? 'Disable in the draft' : 'Enable in the draft'}
      </MenuItem>
      <MenuSeparator />
      <MenuItem onClick={onDelete}>Delete pipeline…</MenuItem>
    </Menu>
  );
}
