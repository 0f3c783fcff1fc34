'use client';

import type { ConnectionView } from '@penstock/control/contracts';
import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '../../../components/ui/button';
import { Dialog, DialogClose, DialogContent } from '../../../components/ui/dialog';
import { ErrorState } from '../../../components/ui/error-state';
import { Field, Input, Textarea } from '../../../components/ui/input';
import type { Connections } from '../use-connections';

type DialogProps = {
  connections: Connections;
  /** Null makes a new one. A name is what pipelines say, so it stays. */
  connection: ConnectionView | null;
  onClose(): void;
};

export function ConnectionDialog({ connections, connection, onClose }: DialogProps) {
  const [name, setName] = useState(connection?.name ?? '');
  const [brokers, setBrokers] = useState(connection?.brokers.join('\n') ?? '');
  const saving = connection === null ? connections.create : connections.update;
  const ready = name.trim() !== '' && brokers.trim() !== '' && !saving.isPending;
  const save = () =>
    saving.mutate(
      { ...connections.at, name, brokers: brokers.split('\n') },
      {
        onSuccess: () => {
          toast.success(`${name.trim()} saved`, {
            description: 'Pipelines that run use it from their next start.',
          });
          onClose();
        },
      },
    );
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={connection === null ? 'New connection' : `Edit ${connection.name}`}
        description="Kafka brokers, reached without TLS and without a login."
        width={520}
        footer={
          <>
            <DialogClose render={<Button />}>Cancel</DialogClose>
            <Button variant="primary" disabled={!ready} onClick={save}>
              {saving.isPending ? 'Saving…' : 'Save'}
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-3 p-4">
          {saving.error ? <ErrorState compact title="This could not be saved" error={saving.error} /> : null}
          <Field
            label="Name"
            htmlFor="connection-name"
            hint="Pipelines name it with connection: in topics.yaml."
          >
            <Input
              id="connection-name"
              aria-describedby="connection-name-hint"
              value={name}
              disabled={connection !== null}
              onChange={(event) => setName(event.target.value)}
            />
          </Field>
          <Field
            label="Brokers"
            htmlFor="connection-brokers"
            hint="host:port, one per line. Kafka tells the others."
          >
            <Textarea
              id="connection-brokers"
              aria-describedby="connection-brokers-hint"
              rows={3}
              spellCheck={false}
              className="font-mono text-sm"
              placeholder="kafka-1.example.com:9092"
              value={brokers}
              onChange={(event) => setBrokers(event.target.value)}
            />
          </Field>
        </div>
      </DialogContent>
    </Dialog>
  );
}
