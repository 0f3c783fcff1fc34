'use client';

import { useCallback, useMemo, useRef, useState } from 'react';
import { toast } from 'sonner';
import { Tabs } from '../../components/ui/tabs';
import type { EnvironmentView, LanguageClient, PipelineModel } from '../../language';
import type { CodeEditorHandle } from '../../language/code-editor';
import { plural } from '../../lib/format';
import { useShortcut } from '../../lib/use-shortcut';
import { inferColumns } from '../new-pipeline/infer-types';
import { columnFacts } from './columns/column-facts';
import { type HoveredColumn, traceColumn } from './columns/column-trace';
import { SourcePanel } from './columns/source-panel';
import { TablePanel } from './columns/table-panel';
import type { DraftStore } from './draft/draft-store';
import { EditorContext } from './editor-context';
import { Resizable } from './layout/resizable';
import { useNarrow } from './layout/use-narrow';
import { PreviewPanel } from './preview/preview-panel';
import { usePreview } from './preview/use-preview';
import { useSample } from './preview/use-sample';
import { SqlPanel } from './sql/sql-panel';
import { usePipelineEdit } from './use-pipeline-edit';

type WorkspaceProps = {
  store: DraftStore;
  client: LanguageClient | null;
  model: PipelineModel;
  files: Record<string, string>;
  projectId: string;
  environment: EnvironmentView;
};

export function EditorWorkspace({ store, client, model, files, projectId, environment }: WorkspaceProps) {
  const handle = useRef<CodeEditorHandle | null>(null);
  const { edit, fix } = usePipelineEdit(client, store, model.key);
  const [hovered, setHovered] = useState<HoveredColumn | null>(null);
  const hover = useCallback((side: HoveredColumn['side'], column: HoveredColumn | null) => {
    setHovered((now) => (column === null && now?.side !== side ? now : column));
  }, []);
  const sample = useSample(model.key, model.kafkaTopic, model.connection);
  const hold = previewHold(model);
  const { messages } = sample;
  const preview = usePreview({ projectId, pipelineKey: model.key, files, messages, hold, environment });
  const { source, output } = model;
  const trace = useMemo(() => traceColumn({ source, output }, hovered), [source, output, hovered]);
  const answer = preview.state.shown?.answer ?? null;
  const facts = useMemo(
    () => columnFacts(source, sample.messages ?? [], answer),
    [source, sample.messages, answer],
  );
  const nextProblem = () => {
    if (handle.current?.nextProblem() !== true) toast('No problems in the SQL', { id: 'no-problems' });
  };
  useShortcut({ key: 'Enter', mod: true, inInputs: true }, preview.runNow);
  useShortcut({ key: 's', mod: true, inInputs: true }, () => {
    void store.flush();
    toast('Drafts save themselves', { description: 'Publish makes a version of it.', id: 'save-key' });
  });
  useShortcut({ key: 'F8', inInputs: true }, nextProblem);
  const infer =
    sample.messages === null || sample.messages.length === 0
      ? null
      : () => inferSource(sample.messages ?? [], edit);
  const goTo = (file: string, line: number, column: number) => {
    if (file === model.sql?.file) handle.current?.goTo(line, column);
    else toast(`${file}:${line}`, { description: 'Open YAML in the Source or Table panel to change it.' });
  };
  return (
    <EditorContext value={{ model, store, client, edit, fix, trace, hover, columnFacts: facts }}>
      <div className="flex min-h-[420px] flex-1 flex-col px-3 pt-2 pb-3">
        <Resizable
          id="editor-rows"
          label="editor"
          orientation="vertical"
          parts={[
            {
              id: 'definition',
              defaultSize: '46%',
              minSize: '160px',
              content: (
                <Definition
                  handle={handle}
                  infer={infer}
                  onRunNow={preview.runNow}
                  onNextProblem={nextProblem}
                />
              ),
            },
            {
              id: 'preview',
              defaultSize: '54%',
              minSize: '120px',
              content: (
                <PreviewPanel
                  sample={sample}
                  state={preview.state}
                  hold={hold}
                  onRunNow={preview.runNow}
                  onGoTo={goTo}
                />
              ),
            },
          ]}
        />
      </div>
    </EditorContext>
  );
}

type DefinitionProps = {
  handle: React.RefObject<CodeEditorHandle | null>;
  infer: (() => void) | null;
  onRunNow(): void;
  onNextProblem(): void;
};
type Side = 'sql' | 'source' | 'table';

function Definition({ handle, infer, onRunNow, onNextProblem }: DefinitionProps) {
  const narrow = useNarrow();
  const [side, setSide] = useState<Side>('sql');
  const sql = <SqlPanel handle={handle} onRunNow={onRunNow} onNextProblem={onNextProblem} />;
  if (!narrow) {
    return (
      <div className="flex h-full min-h-0">
        <Resizable
          id="editor-columns"
          label="panels"
          orientation="horizontal"
          parts={[
            { id: 'source', defaultSize: '25%', minSize: '200px', content: <SourcePanel onInfer={infer} /> },
            { id: 'sql', defaultSize: '50%', minSize: '320px', content: sql },
            { id: 'table', defaultSize: '25%', minSize: '200px', content: <TablePanel /> },
          ]}
        />
      </div>
    );
  }
  return (
    <Tabs<Side>
      label="Panels"
      value={side}
      onChange={setSide}
      className="h-full"
      items={[
        { value: 'source', label: 'Source' },
        { value: 'sql', label: 'SQL' },
        { value: 'table', label: 'Table' },
      ]}
    >
      <div className="min-h-0 flex-1 pt-2">
        {side === 'sql' ? sql : side === 'source' ? <SourcePanel onInfer={infer} /> : <TablePanel />}
      </div>
    </Tabs>
  );
}

/** While the text has errors no rows can be made; the ones of before stay, dimmed. */
function previewHold(model: PipelineModel): string | null {
  const errors = model.diagnostics.filter((problem) => problem.severity === 'error').length;
  if (errors > 0) return `The preview waits: ${plural(errors, 'problem')} to fix first.`;
  const builtIn = model.engines[0];
  if (builtIn?.ok === false)
    return `The preview runs on the built-in engine, which cannot run this: ${builtIn.reason ?? 'see Problems'}`;
  if (model.sql === null) return 'The preview waits for a query.';
  return null;
}

function inferSource(
  messages: readonly { value: string | null }[],
  edit: (change: { kind: 'set_source_columns'; columns: { name: string; type: string }[] }) => unknown,
): void {
  const { columns, skipped } = inferColumns(messages.map((message) => message.value));
  if (columns.length === 0) {
    toast.error('No columns could be inferred', { description: 'The sample holds no JSON objects.' });
    return;
  }
  edit({ kind: 'set_source_columns', columns });
  toast.success(`${plural(columns.length, 'column')} inferred`, {
    description:
      skipped === 0
        ? 'Change types where you know better.'
        : `${plural(skipped, 'message')} could not be read and did not count.`,
  });
}
