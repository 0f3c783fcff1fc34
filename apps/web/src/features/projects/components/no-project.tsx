'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { FolderInput } from 'lucide-react';
import { useRef } from 'react';
import { toast } from 'sonner';
import { Button } from '../../../components/ui/button';
import { EmptyState } from '../../../components/ui/empty-state';
import { readAppError } from '../../../lib/app-error';
import { useTRPC } from '../../../lib/trpc';
import { readFolder } from '../read-folder';

/** The very first screen when nothing has been imported. */
export function NoProject() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const outcome = {
    onSuccess: () => client.invalidateQueries({ queryKey: trpc.projects.pathKey() }),
    onError: (error: unknown) =>
      toast.error('The project was not made', { description: readAppError(error).message }),
  };
  const example = useMutation(trpc.projects.startFromExample.mutationOptions(outcome));
  const folder = useMutation(trpc.projects.importFolder.mutationOptions(outcome));
  const busy = example.isPending || folder.isPending;

  async function onFolder(list: FileList | null): Promise<void> {
    if (!list?.length) return;
    try {
      folder.mutate(await readFolder(list));
    } catch (error) {
      toast.error('The folder was not read', { description: readAppError(error).message });
    }
  }

  return (
    <EmptyState
      title="No project yet"
      icon={<FolderInput />}
      actions={
        <>
          <Button variant="primary" disabled={busy} onClick={() => example.mutate({})}>
            {example.isPending ? 'Making the example…' : 'Start from the example'}
          </Button>
          <Button disabled={busy} onClick={() => input.current?.click()}>
            {folder.isPending ? 'Importing…' : 'Import a folder'}
          </Button>
          <input
            ref={(element) => {
              input.current = element;
              // Not a React property; without it the browser asks for single files.
              element?.setAttribute('webkitdirectory', '');
            }}
            type="file"
            className="hidden"
            aria-label="Folder to import"
            onChange={(event) => void onFolder(event.target.files)}
          />
        </>
      }
    >
      A project is a folder with <code className="font-mono">config/topics.yaml</code> and the SQL of its
      pipelines. It is imported as it is, and can be exported as it is.
    </EmptyState>
  );
}
