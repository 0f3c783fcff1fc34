'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useId, useState } from 'react';
import { Button } from '../../../components/ui/button';
import { DialogClose, DialogContent } from '../../../components/ui/dialog';
import { ErrorState } from '../../../components/ui/error-state';
import { Field, Input } from '../../../components/ui/input';
import { askOnce } from '../../../language/ask-once';
import { plural } from '../../../lib/format';
import { useTRPC } from '../../../lib/trpc';
import { useDraft } from '../../editor/draft/use-draft';
import { useProject } from '../../projects/use-project';
import type { InferredColumn } from '../infer-types';
import { keyForTopic, keyProblem, tableNameFor } from '../pipeline-names';
import { useInferredColumns } from '../use-inferred';

/** A topic without messages starts with the one column that nearly every event has. */
const FIRST_COLUMNS: InferredColumn[] = [{ name: 'id', type: 'STRING' }];

/** Topic, key and table; the columns and the first query come from the topic's newest messages. Goes to the editor. */
export function NewPipelineForm({ onDone }: { onDone(): void }) {
  const trpc = useTRPC();
  const project = useProject();
  const ids = useId();
  const topics = useQuery(
    trpc.messages.topics.queryOptions(
      { projectId: project.id, environmentId: project.environment.id },
      { retry: false, staleTime: 30_000 },
    ),
  );
  const existing = useQuery(
    trpc.pipelines.list.queryOptions({ projectId: project.id, environmentId: project.environment.id }),
  );
  const taken = existing.data?.map((row) => row.key) ?? [];
  const [topic, setTopic] = useState('');
  const [ownKey, setKey] = useState<string | null>(null);
  const [ownTable, setTable] = useState<string | null>(null);
  const known = topics.data?.topics.find((each) => each.name === topic);
  const columns = useInferredColumns(known === undefined ? null : topic);
  const key = ownKey ?? (topic === '' ? '' : keyForTopic(topic, taken));
  const table = ownTable ?? tableNameFor(key);
  const problem = keyProblem(key, taken);
  const create = useCreate(onDone);
  const ready = topic.trim() !== '' && key !== '' && problem === null && table !== '' && !create.busy;
  const submit = () => {
    const inferred = columns.inferred?.columns ?? [];
    if (ready)
      void create.run({
        key,
        topic: topic.trim(),
        table,
        columns: inferred.length > 0 ? inferred : FIRST_COLUMNS,
      });
  };
  return (
    <DialogContent
      title="New pipeline"
      width={520}
      description="It starts in your draft; nothing runs before you publish and deploy it."
      footer={
        <>
          <DialogClose render={<Button />}>Cancel</DialogClose>
          <Button variant="primary" disabled={!ready} onClick={submit}>
            {create.busy ? 'Creating…' : 'Create in the draft'}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-3.5 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {create.error === null ? null : (
          <ErrorState compact title="The pipeline could not be made" error={create.error} />
        )}
        <Field
          label="Kafka topic"
          htmlFor={`${ids}topic`}
          hint={
            topics.isError ? 'Kafka does not answer: type the name of the topic.' : topicHint(columns, known)
          }
        >
          <Input
            id={`${ids}topic`}
            aria-describedby={`${ids}topic-hint`}
            list={`${ids}topics`}
            autoComplete="off"
            spellCheck={false}
            className="font-mono"
            value={topic}
            onChange={(event) => setTopic(event.target.value)}
          />
          <datalist id={`${ids}topics`}>
            {(topics.data?.topics ?? []).map((each) => (
              <option key={each.name} value={each.name}>
                {plural(Number(each.messages), 'message')}
              </option>
            ))}
          </datalist>
        </Field>
        <Field
          label="Key"
          htmlFor={`${ids}key`}
          error={problem}
          hint="The pipeline's name in topics.yaml and on every screen."
        >
          <Input
            id={`${ids}key`}
            aria-describedby={`${ids}key-hint`}
            aria-invalid={problem === null ? undefined : true}
            spellCheck={false}
            className="font-mono"
            value={key}
            onChange={(event) => setKey(event.target.value)}
          />
        </Field>
        <Field label="Table" htmlFor={`${ids}table`} hint="An Iceberg table, made at the first deploy.">
          <Input
            id={`${ids}table`}
            aria-describedby={`${ids}table-hint`}
            spellCheck={false}
            className="font-mono"
            value={table}
            onChange={(event) => setTable(event.target.value)}
          />
        </Field>
        <p className="m-0 text-muted">Format json. The first query takes every column as it is.</p>
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </form>
    </DialogContent>
  );
}

function topicHint(columns: ReturnType<typeof useInferredColumns>, known: unknown): string {
  if (known === undefined) return 'Choose one, or type the name of a topic that comes later.';
  if (columns.isPending) return 'Reading the newest messages…';
  if (columns.isError || columns.inferred === null)
    return 'Its messages could not be read: columns are yours to add.';
  if (columns.inferred.columns.length === 0)
    return columns.count === 0
      ? 'No messages yet: columns are yours to add.'
      : 'Its messages are no JSON objects: columns are yours to add.';
  return `${plural(columns.inferred.columns.length, 'column')} found in the newest ${plural(columns.count, 'message')}.`;
}

type NewPipeline = { key: string; topic: string; table: string; columns: InferredColumn[] };

function useCreate(onDone: () => void) {
  const project = useProject();
  const router = useRouter();
  const { store } = useDraft(project.id);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const run = async ({ key, topic, table, columns }: NewPipeline) => {
    if (store === null) return;
    setBusy(true);
    setError(null);
    try {
      const edit = { kind: 'add_pipeline', topic, format: 'json', table, columns, sql: null } as const;
      store.edit(await askOnce(store.getFiles(), { kind: 'edit', pipeline: key, edit }));
      await store.flush();
      onDone();
      router.push(`/pipelines/${encodeURIComponent(key)}/edit`);
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return { run, busy, error };
}
