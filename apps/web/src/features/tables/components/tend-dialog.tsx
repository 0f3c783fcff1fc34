'use client';

import type { TableName } from '@penstock/control/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import { Button } from '../../../components/ui/button';
import { DialogClose, DialogContent } from '../../../components/ui/dialog';
import { ErrorState } from '../../../components/ui/error-state';
import { SkeletonRows } from '../../../components/ui/skeleton';
import { readAppError } from '../../../lib/app-error';
import { plural } from '../../../lib/format';
import { useTRPC } from '../../../lib/trpc';
import { useProject } from '../../projects/use-project';
import { doneWords, isNothing, tableName } from '../table-words';
import { TendPlan } from './tend-plan';

/** What may go now, counted before anything is asked; then the numbers of what went. */
export function TendDialog({ name, onDone }: { name: TableName; onDone(): void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const project = useProject();
  const input = { projectId: project.id, ...name };
  const plan = useQuery(trpc.tables.plan.queryOptions(input, { staleTime: 0, gcTime: 0 }));
  const tend = useMutation(
    trpc.tables.tend.mutationOptions({
      onSuccess: (done) => {
        toast.success(tableName(name), { description: doneWords(done) });
        onDone();
      },
      onError: (error) =>
        toast.error(`${tableName(name)} was not changed`, { description: readAppError(error).message }),
      onSettled: () => void client.invalidateQueries({ queryKey: trpc.tables.pathKey() }),
    }),
  );
  const idle = plan.data === undefined || isNothing(plan.data);
  const snapshots = plan.data?.snapshots ?? 0;
  return (
    <DialogContent
      title={`Expire snapshots of ${name.table}?`}
      width={520}
      footer={
        <>
          <DialogClose render={<Button />}>{plan.data && idle ? 'Close' : 'Cancel'}</DialogClose>
          {plan.data && idle ? null : (
            <Button variant="primary" disabled={idle || tend.isPending} onClick={() => tend.mutate(input)}>
              {tend.isPending
                ? 'Expiring…'
                : snapshots > 0
                  ? `Expire ${plural(snapshots, 'snapshot')}`
                  : 'Tidy up'}
            </Button>
          )}
        </>
      }
    >
      {plan.isError ? (
        <div className="p-4">
          <ErrorState
            title="What may go could not be counted"
            error={plan.error}
            onRetry={() => void plan.refetch()}
            compact
          />
        </div>
      ) : plan.isPending ? (
        <SkeletonRows rows={3} label="Counting what may go" />
      ) : (
        <TendPlan plan={plan.data} />
      )}
    </DialogContent>
  );
}
