'use client';

import type { ConnectionView } from '@penstock/control/contracts';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/ui/button';
import { EmptyState } from '../../../components/ui/empty-state';
import { Loaded } from '../../../components/ui/loaded';
import { Table, Th } from '../../../components/ui/table';
import { useConnections } from '../use-connections';
import { ConnectionDialog } from './connection-dialog';
import { ConnectionRow } from './connection-row';
import { RemoveDialog } from './remove-dialog';

type Open =
  | { kind: 'edit'; connection: ConnectionView | null }
  | { kind: 'remove'; connection: ConnectionView };

/** Where pipelines find their Kafka. */
export function ConnectionsPage() {
  const connections = useConnections();
  const { list } = connections;
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <header className="flex min-h-[52px] flex-wrap items-center gap-2 px-4 pt-3 pb-2.5">
        <h1 className="m-0 text-xl font-[620] tracking-[-.01em]">Connections</h1>
        <span className="text-muted">Where pipelines find their Kafka, by name</span>
        <Button className="ml-auto" onClick={() => setOpen({ kind: 'edit', connection: null })}>
          <Plus /> New connection
        </Button>
      </header>
      <Loaded
        query={list}
        failed="The connections could not be read"
        loading={{ rows: 2, label: 'Loading connections' }}
      >
        {(all) =>
          all.length === 0 ? (
            <EmptyState title="No connection yet">Pipelines cannot read before there is one.</EmptyState>
          ) : (
            <div className="overflow-x-auto">
              <Table aria-label="Connections">
                <thead>
                  <tr>
                    <Th>Name</Th>
                    <Th>Brokers</Th>
                    <Th>Read by</Th>
                    <Th>Answers</Th>
                    <Th>
                      <span className="sr-only">Actions</span>
                    </Th>
                  </tr>
                </thead>
                <tbody>
                  {all.map((connection) => (
                    <ConnectionRow
                      key={connection.name}
                      connection={connection}
                      at={connections.at}
                      onEdit={() => setOpen({ kind: 'edit', connection })}
                      onRemove={() => setOpen({ kind: 'remove', connection })}
                    />
                  ))}
                </tbody>
              </Table>
            </div>
          )
        }
      </Loaded>
      <p className="m-0 max-w-[80ch] px-4 py-3 text-muted">
        A pipeline names its connection with <code className="font-mono text-sm">connection: name</code> in
        topics.yaml; one that names none reads from Penstock’s own. Brokers are reached without TLS and
        without a login: neither is supported yet.
      </p>
      {open?.kind === 'edit' ? (
        <ConnectionDialog connections={connections} connection={open.connection} onClose={close} />
      ) : null}
      {open?.kind === 'remove' ? (
        <RemoveDialog connections={connections} connection={open.connection} onClose={close} />
      ) : null}
    </>
  );
}
