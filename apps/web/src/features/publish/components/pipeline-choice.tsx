'use client';

import { Badge } from '../../../components/ui/badge';
import { changeLabel, type PlannedPipeline } from '../publish-selection';
import { TextDiff } from './text-diff';

type PipelineChoiceProps = {
  pipelines: readonly PlannedPipeline[];
  keys: ReadonlySet<string>;
  onKeys(keys: ReadonlySet<string>): void;
};

/** Changed pipelines with what changed in each; one, some or all can be published. */
export function PipelineChoice({ pipelines, keys, onKeys }: PipelineChoiceProps) {
  if (pipelines.length === 0) return null;
  const toggle = (key: string, on: boolean) => {
    const next = new Set(keys);
    if (on) next.add(key);
    else next.delete(key);
    onKeys(next);
  };
  return (
    <fieldset className="m-0 flex min-w-0 flex-col gap-2 border-0 p-0">
      <legend className="mb-1 p-0 font-[550]">What changes</legend>
      {pipelines.map((pipeline) => (
        <div key={pipeline.key} className="overflow-hidden rounded-lg border">
          <div className="flex items-center gap-2 border-b bg-sunken px-3 py-1.5">
            {pipelines.length > 1 ? (
              <input
                type="checkbox"
                aria-label={`Publish ${pipeline.key}`}
                className="accent-[var(--accent)]"
                checked={keys.has(pipeline.key)}
                onChange={(event) => toggle(pipeline.key, event.target.checked)}
              />
            ) : null}
            <b>{pipeline.key}</b>
            <Badge tone="accent">{changeLabel(pipeline)}</Badge>
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
          <section aria-label={`Changes of ${pipeline.key}`} tabIndex={0} className="max-h-72 overflow-auto">
            <Changes pipeline={pipeline} />
          </section>
          <Problems pipeline={pipeline} />
        </div>
      ))}
    </fieldset>
  );
}

function Changes({ pipeline }: { pipeline: PlannedPipeline }) {
  const { sqlBefore, sqlAfter, entryBefore, entryAfter } = pipeline;
  const sql = sqlBefore !== sqlAfter;
  const entry = entryBefore !== entryAfter;
  return (
    <>
      {sql ? <TextDiff before={sqlBefore} after={sqlAfter} label="SQL" /> : null}
      {entry ? <TextDiff before={entryBefore} after={entryAfter} label="topics.yaml" /> : null}
      {sql || entry ? null : (
        <p className="m-0 px-3 py-1.5 text-muted">Only comments or the order of keys changed.</p>
      )}
    </>
  );
}

function Problems({ pipeline }: { pipeline: PlannedPipeline }) {
  const shown = pipeline.diagnostics.filter((problem) => problem.severity !== 'info');
  if (shown.length === 0) return null;
  return (
    <ul className="m-0 list-none border-t px-3 py-1.5">
      {shown.map((problem) => (
        <li
          key={`${problem.file}${problem.start}${problem.message}`}
          className={problem.severity === 'error' ? 'text-bad' : 'text-warn'}
        >
          {problem.severity === 'error' ? '✕' : '▲'} {problem.message}{' '}
          <span className="font-mono text-xs text-muted">
            {problem.file}:{problem.line}
          </span>
        </li>
      ))}
    </ul>
  );
}
