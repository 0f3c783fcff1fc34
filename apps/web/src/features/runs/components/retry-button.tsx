'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import { Button } from '../../../components/ui/button';
import { readAppError } from '../../../lib/app-error';
import { useTRPC } from '../../../lib/trpc';
import { useProject } from '../../projects/use-project';

export function RetryButton({
  deploymentId,
  variant = 'primary',
}: {
  deploymentId: string;
  variant?: 'primary' | 'default';
}) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const project = useProject();
  const retry = useMutation(
    trpc.deployments.retry.mutationOptions({
      onSuccess: () => {
        toast.success('Trying again now');
        void client.invalidateQueries({ queryKey: trpc.pipelines.pathKey() });
        void client.invalidateQueries({ queryKey: trpc.deployments.pathKey() });
      },
      onError: (error) => toast.error('It was not tried again', { description: readAppError(error).message }),
    }),
  );
  return (
    <Button
      variant={variant}
      disabled={retry.isPending}
      onClick={() => retry.mutate({ projectId: project.id, deploymentId })}
    >
      Retry now
    </Button>
  );
}
