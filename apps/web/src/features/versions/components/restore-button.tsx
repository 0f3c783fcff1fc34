'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { Button } from '../../../components/ui/button';
import { readAppError } from '../../../lib/app-error';
import { useTRPC } from '../../../lib/trpc';
import { useProject } from '../../projects/use-project';

/** Puts an old definition into the draft; nothing is lost, because every version stays. */
export function RestoreButton({
  pipelineKey,
  pipelineId,
  number,
}: {
  pipelineKey: string;
  pipelineId: string;
  number: number;
}) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const router = useRouter();
  const project = useProject();
  const restore = useMutation(
    trpc.pipelines.restoreIntoDraft.mutationOptions({
      onSuccess: () => {
        void client.invalidateQueries({ queryKey: trpc.drafts.pathKey() });
        void client.invalidateQueries({ queryKey: trpc.pipelines.pathKey() });
        toast.success(`v${number} is in your draft`, {
          description: 'Nothing runs differently until you publish and deploy it.',
          action: {
            label: 'Open',
            onClick: () => router.push(`/pipelines/${encodeURIComponent(pipelineKey)}/edit`),
          },
        });
      },
      onError: (error) =>
        toast.error(`v${number} was not restored`, { description: readAppError(error).message }),
    }),
  );
  return (
    <Button
      disabled={restore.isPending}
      onClick={() => restore.mutate({ projectId: project.id, pipelineId, number })}
    >
      Restore v{number} into draft
    </Button>
  );
}
