'use client';

import type { PreviewAnswer, PreviewRequest } from '@penstock/control/contracts';
import { Badge } from '../../../components/ui/badge';
import { cn } from '../../../lib/cn';
import { formatCount } from '../../../lib/format';
import { useEditor } from '../editor-context';
import { headline, headlineText, tookText } from './headline';
import type { PreviewState } from './preview-runner';
import { SamplePicker } from './sample-picker';
import type { Sample } from './use-sample';

export type PreviewTab = 'rows' | 'problems';

type PreviewHeaderProps = {
  sample: Sample;
  state: PreviewState<PreviewRequest, PreviewAnswer>;
  tab: PreviewTab;
  onTab(tab: PreviewTab): void;
};

export function PreviewHeader({ sample, state, tab, onTab }: PreviewHeaderProps) {
  const { model } = useEditor();
  const problems = model.diagnostics.filter((problem) => problem.severity !== 'info').length;
  return (
    <header className="flex min-h-[40px] flex-wrap items-center gap-x-2 gap-y-1 border-b px-2.5 py-1">
      <SamplePicker sample={sample} />
      <Numbers state={state} />
      <div className="ml-auto flex items-center gap-3">
        <div role="tablist" aria-label="Preview" className="flex items-center gap-3">
          <TabButton active={tab === 'rows'} onClick={() => onTab('rows')} controls="preview-rows">
            Rows
          </TabButton>
          <TabButton
            active={tab === 'problems'}
            onClick={() => onTab('problems')}
            controls="preview-problems"
          >
            Problems <Badge tone={problems > 0 ? 'bad' : 'plain'}>{problems}</Badge>
          </TabButton>
        </div>
        <Took state={state} />
      </div>
    </header>
  );
}

function TabButton({
  active,
  onClick,
  controls,
  children,
}: {
  active: boolean;
  onClick(): void;
  controls: string;
  children: React.ReactNode;
}) {
  return (
    <button
      type="button"
      role="tab"
      aria-selected={active}
      aria-controls={active ? controls : undefined}
      onClick={onClick}
      className={cn(
        'inline-flex items-center gap-1.5 rounded-sm px-1',
        active ? 'font-semibold text-fg' : 'text-muted hover:text-fg',
      )}
    >
      {children}
    </button>
  );
}

function Numbers({ state }: { state: PreviewHeaderProps['state'] }) {
  if (state.shown === null) return <span className="text-muted">Nothing is written.</span>;
  const line = headline(state.shown.answer);
  return (
    <span
      className={cn(state.stale ? '**:text-faint! text-faint' : 'text-muted')}
      data-testid="preview-headline"
    >
      <span className="sr-only">{headlineText(line)}</span>
      <span aria-hidden>
        {formatCount(line.in)} in → <b className="text-fg">{formatCount(line.out)} out</b> ·{' '}
        {line.rest.join(' · ')}
      </span>
    </span>
  );
}

function Took({ state }: { state: PreviewHeaderProps['state'] }) {
  const text = state.slow
    ? 'waiting…'
    : state.stale
      ? 'older text'
      : state.shown === null
        ? ''
        : tookText(state.shown.answer.totalMs);
  return (
    <span
      className="min-w-10 text-right whitespace-nowrap text-faint"
      title={state.shown === null ? undefined : `${tookText(state.shown.answer.engineMs)} in the engine`}
    >
      {text}
    </span>
  );
}
