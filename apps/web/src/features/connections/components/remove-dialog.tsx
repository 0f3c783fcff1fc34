'use client';

import type { ConnectionView } from '@penstock/control/contracts';
import { Button } from '../../../components/ui/button';
import { Dialog, DialogClose, DialogContent } from '../../../components/ui/dialog';
import { ErrorState } from '../../../components/ui/error-state';
import type { Connections } from '../use-connections';

type RemoveProps = { connections: Connections; connection: ConnectionView; onClose(): void };

export function RemoveDialog({ connections, connection, onClose }: RemoveProps) {
  const { name, usedBy } = connection;
  const { remove, at } = connections;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={`Remove ${name}?`}
        width={480}
        footer={
          <>
            <DialogClose render={<Button />}>Cancel</DialogClose>
            <Button
              variant="danger"
              disabled={remove.isPending || usedBy.length > 0}
              onClick={() => remove.mutate({ ...at, name }, { onSuccess: onClose })}
            >
              Remove
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-3 p-4">
          {remove.error ? (
            <ErrorState compact title="This could not be removed" error={remove.error} />
          ) : null}
          <p className="m-0">
            {usedBy.length > 0
              ? `${usedBy.join(', ')} ${usedBy.length === 1 ? 'reads' : 'read'} from it. Publish another connection for them first.`
              : 'No pipeline reads from it. Kafka itself is not touched.'}
          </p>
        </div>
      </DialogContent>
    </Dialog>
  );
}
