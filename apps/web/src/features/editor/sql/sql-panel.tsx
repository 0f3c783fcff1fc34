'use client';

import { type RefObject, useEffect, useMemo } from 'react';
import { toast } from 'sonner';
import { Badge } from '../../../components/ui/badge';
import { Panel } from '../../../components/ui/panel';
import type { EditorBinding, SqlView } from '../../../language';
import { CodeEditor, type CodeEditorHandle } from '../../../language/code-editor';
import { plural } from '../../../lib/format';
import { wordAt, wordRanges } from '../columns/column-trace';
import { useTextEdit } from '../columns/use-text-edit';
import { useDraftFiles } from '../draft/use-draft';
import { useEditor } from '../editor-context';
import { EngineChips } from './engine-chips';
import { SaveState } from './save-state';

type SqlPanelProps = { handle: RefObject<CodeEditorHandle | null>; onRunNow(): void; onNextProblem(): void };

/** What is done: the transformer's SQL with its problems under their lines. */
export function SqlPanel(props: SqlPanelProps) {
  const { model, store } = useEditor();
  const { sql } = model;
  return (
    <Panel
      title="SQL"
      note={sql?.transformer}
      className="h-full"
      bodyClassName="flex flex-col"
      aside={
        <>
          {sql !== null && sql.sharedWith.length > 0 ? (
            <Badge title={`Also used by ${sql.sharedWith.join(', ')}`}>
              shared by {sql.sharedWith.length + 1}
            </Badge>
          ) : null}
          <EngineChips engines={model.engines} />
          <SaveState store={store} />
        </>
      }
    >
      {sql === null ? <NoSql /> : <SqlText sql={sql} {...props} />}
      <Announce />
    </Panel>
  );
}

function SqlText({ sql, handle, onRunNow, onNextProblem }: SqlPanelProps & { sql: SqlView }) {
  const { model, store, hover, trace } = useEditor();
  const text = useSqlText(sql);
  const binding = useBinding();
  useEffect(
    () => handle.current?.highlightColumns(wordRanges(text.value, trace.words)),
    [handle, text.value, trace.words],
  );
  return (
    <div className="min-h-0 flex-1">
      <CodeEditor
        path={`penstock:///${model.key}/${sql.file}`}
        language="flink-sql"
        label={`SQL of ${model.key}. Control M lets Tab leave the editor.`}
        value={text.value}
        onChange={text.change}
        readOnly={!sql.editable}
        binding={binding}
        onReady={(ready) => {
          handle.current = ready;
        }}
        onHoverOffset={(offset) => {
          const word = offset === null ? null : wordAt(text.value, offset);
          hover('sql', word === null ? null : { side: 'sql', word });
        }}
        keys={{ runNow: onRunNow, nextProblem: onNextProblem, save: () => saveKey(store) }}
      />
    </div>
  );
}

/** A .sql file is edited as it is; SQL inside a Python file is spliced into its string by the language worker. */
function useSqlText(sql: SqlView) {
  const { store, edit } = useEditor();
  const files = useDraftFiles(store);
  const inPython = useTextEdit(
    sql.text,
    (text, seen) => edit({ kind: 'set_sql', text }, seen),
    store.getFiles,
  );
  if (sql.file.endsWith('.py')) return inPython;
  return { value: files[sql.file] ?? sql.text, change: (text: string) => store.edit({ [sql.file]: text }) };
}

function useBinding(): EditorBinding {
  const { model, client, fix } = useEditor();
  return useMemo(
    () => ({
      problems: model.sqlProblems,
      completions: async (sql, offset) =>
        (await client?.ask({ kind: 'completions', pipeline: model.key, sql, offset }).catch(() => [])) ?? [],
      hover: async (sql, offset) =>
        (await client?.ask({ kind: 'hover', pipeline: model.key, sql, offset }).catch(() => null)) ?? null,
      applyFix: (diagnostic, index) => void fix(diagnostic, index),
    }),
    [model.sqlProblems, model.key, client, fix],
  );
}

function saveKey(store: ReturnType<typeof useEditor>['store']): void {
  void store.flush();
  toast('Drafts save themselves', { description: 'Publish makes a version of it.', id: 'save-key' });
}

function NoSql() {
  const { model } = useEditor();
  return (
    <p className="m-4 text-muted">
      {model.key} names no transformer whose SQL could be found. Open YAML in the Source panel and set{' '}
      <code>transformation</code>.
    </p>
  );
}

/** Problems are drawn inside the editor, where screen readers do not look; their number is said here. */
function Announce() {
  const { model } = useEditor();
  const errors = model.sqlProblems.filter((problem) => problem.severity === 'error');
  return (
    <p role="status" className="sr-only">
      {errors.length === 0
        ? 'No problems in the SQL'
        : `${plural(errors.length, 'problem')} in the SQL: ${errors[0]?.message}`}
    </p>
  );
}
