'use client';

import type { ConnectionView } from '@penstock/control/contracts';
import { useMutation } from '@tanstack/react-query';
import { Badge } from '../../../components/ui/badge';
import { Button } from '../../../components/ui/button';
import { Status } from '../../../components/ui/status';
import { Td, Tr } from '../../../components/ui/table';
import { TextLink } from '../../../components/ui/text-link';
import { readAppError } from '../../../lib/app-error';
import { formatDuration, plural } from '../../../lib/format';
import { useTRPC } from '../../../lib/trpc';
import type { Connections } from '../use-connections';

type RowProps = {
  connection: ConnectionView;
  at: Connections['at'];
  onEdit(): void;
  onRemove(): void;
};

export function ConnectionRow({ connection, at, onEdit, onRemove }: RowProps) {
  const trpc = useTRPC();
  const { name, kind, brokers, managed, usedBy, updatedAt } = connection;
  const test = useMutation(trpc.connections.test.mutationOptions());
  return (
    <Tr>
      <Td className="font-semibold">
        {name} {managed ? <Badge>Penstock’s own</Badge> : null}
      </Td>
      <Td className="font-mono text-sm whitespace-normal">
        {kind === 'files' ? 'message files' : brokers.join(', ')}
        {kind === null ? <span className="text-bad">✕ cannot be read; save it again</span> : null}
      </Td>
      <Td className="whitespace-normal">
        {usedBy.length === 0 ? <span className="text-muted">none</span> : null}
        {usedBy.map((key, index) => (
          <span key={key}>
            {index > 0 ? ', ' : null}
            <TextLink href={`/pipelines/${encodeURIComponent(key)}/edit`}>{key}</TextLink>
          </span>
        ))}
      </Td>
      <Td className="whitespace-normal" aria-live="polite">
        <TestResult key={updatedAt} test={test} />
      </Td>
      <Td>
        <div className="flex justify-end gap-1.5">
          <Button
            size="small"
            disabled={test.isPending}
            aria-label={`Test ${name}`}
            onClick={() => test.mutate({ ...at, name })}
          >
            Test
          </Button>
          {managed ? null : (
            <>
              <Button size="small" aria-label={`Edit ${name}`} onClick={onEdit}>
                Edit
              </Button>
              <Button size="small" aria-label={`Remove ${name}`} onClick={onRemove}>
                Remove
              </Button>
            </>
          )}
        </div>
      </Td>
    </Tr>
  );
}

type Test = {
  isPending: boolean;
  error: unknown;
  data: { topics: number | null; tookMs: number; problem: string | null } | undefined;
};

function TestResult({ test }: { test: Test }) {
  if (test.isPending) return <span className="text-muted">Asking…</span>;
  if (test.error) return <Status tone="bad" mark="✕" word={readAppError(test.error).message} />;
  if (!test.data) return <span className="text-muted">not tested</span>;
  const { topics, tookMs, problem } = test.data;
  if (problem !== null) return <span className="text-bad">✕ {problem}</span>;
  return <Status tone="ok" mark="●" word={`${plural(topics ?? 0, 'topic')}, ${formatDuration(tookMs)}`} />;
}
