'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '../../../components/ui/button';
import { Dialog, DialogClose, DialogContent } from '../../../components/ui/dialog';
import { ErrorState } from '../../../components/ui/error-state';
import { Field, Input } from '../../../components/ui/input';
import { useTRPC, useTRPCClient } from '../../../lib/trpc';
import { usePipeline } from '../../pipeline-page/use-pipeline';

type DeleteDialogProps = { pipelineKey: string; open: boolean; onOpenChange(open: boolean): void };

/** Deleting asks for the key and says what stays. A pipeline that only the draft knows is just dropped from it. */
export function DeleteDialog({ pipelineKey, open, onOpenChange }: DeleteDialogProps) {
  const { row } = usePipeline(pipelineKey);
  const [typed, setTyped] = useState('');
  const { run, busy, error } = useDelete(pipelineKey, () => onOpenChange(false));
  const isDraft = row?.id == null;
  const runs = row?.deployment?.desired.state === 'running';
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title={`Delete ${pipelineKey}?`}
        width={520}
        footer={
          <>
            <DialogClose render={<Button />}>Cancel</DialogClose>
            <Button variant="danger" disabled={busy || typed !== pipelineKey} onClick={() => void run()}>
              {busy ? 'Deleting…' : 'Delete pipeline'}
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-3 p-4">
          {error === null ? null : <ErrorState compact title="It could not be deleted" error={error} />}
          {isDraft ? (
            <p className="m-0">It was never published: it leaves your draft, and nothing else changes.</p>
          ) : (
            <ul className="m-0 list-disc pl-5">
              {runs ? <li>It stops, with its last batch committed.</li> : null}
              <li>Its entry leaves topics.yaml in a new revision.</li>
              <li>
                The table <b>{row?.table}</b> and its data stay, and so do its versions and its history.
              </li>
            </ul>
          )}
          <Field label={`Type ${pipelineKey} to confirm`} htmlFor="delete-key">
            <Input
              id="delete-key"
              autoComplete="off"
              spellCheck={false}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          </Field>
        </div>
      </DialogContent>
    </Dialog>
  );
}

function useDelete(pipelineKey: string, onDone: () => void) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const router = useRouter();
  const { row, project } = usePipeline(pipelineKey);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const run = async () => {
    setBusy(true);
    setError(null);
    try {
      if (row?.id) await client.pipelines.remove.mutate({ projectId: project.id, pipelineId: row.id });
      else await client.drafts.discard.mutate({ projectId: project.id, pipelineKey });
      await queries.invalidateQueries({ queryKey: trpc.drafts.pathKey() });
      await queries.invalidateQueries({ queryKey: trpc.pipelines.pathKey() });
      toast.success(`${pipelineKey} deleted`);
      onDone();
      router.push('/pipelines');
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return { run, busy, error };
}
