'use client';

import type { PreviewAnswer, PreviewRequest } from '@penstock/control/contracts';
import { useMemo, useState } from 'react';
import { ErrorState } from '../../../components/ui/error-state';
import { useEditor } from '../editor-context';
import { PreviewHeader, type PreviewTab } from './preview-header';
import { previewRows } from './preview-rows';
import type { PreviewState } from './preview-runner';
import { PreviewTable } from './preview-table';
import { ProblemsList } from './problems-list';
import type { Sample } from './use-sample';

type PreviewPanelProps = {
  sample: Sample;
  state: PreviewState<PreviewRequest, PreviewAnswer>;
  /** Why nothing runs right now; null when it does. */
  hold: string | null;
  onRunNow(): void;
  onGoTo(file: string, line: number, column: number): void;
};

/** Rows of the draft's query on a sample, and the pipeline's problems. Nothing is ever written. */
export function PreviewPanel(props: PreviewPanelProps) {
  const [tab, setTab] = useState<PreviewTab>('rows');
  return (
    <section
      aria-label="Preview"
      className="flex h-full min-w-0 flex-col overflow-hidden rounded-lg border bg-panel"
    >
      <PreviewHeader sample={props.sample} state={props.state} tab={tab} onTab={setTab} />
      {tab === 'rows' ? (
        <div id="preview-rows" role="tabpanel" aria-label="Rows" className="flex min-h-0 flex-1 flex-col">
          <Notice {...props} />
          <Rows {...props} />
        </div>
      ) : (
        <div id="preview-problems" role="tabpanel" aria-label="Problems" className="min-h-0 flex-1">
          <ProblemsList onGoTo={props.onGoTo} />
        </div>
      )}
    </section>
  );
}

/** What the preview waits for, or why it could not run; in words, never a spinner. */
function Notice({ sample, state, hold, onRunNow }: PreviewPanelProps) {
  if (sample.error)
    return (
      <ErrorState
        compact
        title="The sample could not be read"
        error={sample.error}
        onRetry={sample.refetch}
      />
    );
  if (hold !== null) return <Line>{hold}</Line>;
  if (state.error)
    return <ErrorState compact title="The preview could not run" error={state.error} onRetry={onRunNow} />;
  if (sample.loading) return <Line>Reading the sample…</Line>;
  if (state.slow) return <Line>Waiting for the preview engine to answer…</Line>;
  return null;
}

function Line({ children }: { children: React.ReactNode }) {
  return (
    <p role="status" className="m-0 border-b bg-sunken px-3 py-1.5 text-muted">
      {children}
    </p>
  );
}

function Rows({ sample, state, hold }: PreviewPanelProps) {
  const { model, trace, hover } = useEditor();
  const { shown } = state;
  const rows = useMemo(
    () => (shown === null ? [] : previewRows(shown.answer, shown.request.messages)),
    [shown],
  );
  if (shown === null) {
    const idle = hold === null && sample.messages !== null && sample.messages.length === 0;
    return idle ? (
      <p className="m-4 text-muted">{model.kafkaTopic} has no messages yet. Paste a sample to see rows.</p>
    ) : null;
  }
  if (rows.length === 0)
    return <p className="m-4 text-muted">No rows: the query gave none for this sample.</p>;
  return (
    <div className="min-h-0 flex-1">
      <PreviewTable
        columns={shown.answer.columns}
        rows={rows}
        stale={state.stale}
        hot={trace.tableAt}
        onHover={(at) => hover('table', at === null ? null : { side: 'table', at })}
      />
    </div>
  );
}
