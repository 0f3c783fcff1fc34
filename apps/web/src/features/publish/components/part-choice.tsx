'use client';

import type { PublishPlan } from '@penstock/control/contracts';
import { Badge } from '../../../components/ui/badge';
import { ScrollRegion } from '../../../components/ui/scroll-region';
import { changeLabel, type PlannedFile, type PlannedPipeline, type Selection } from '../publish-selection';
import { ChoiceBox } from './choice-box';
import { FileList } from './file-list';
import { TextDiff } from './text-diff';

type PartChoiceProps = {
  plan: PublishPlan;
  selection: Selection;
  onSelection(selection: Selection): void;
};

/** The parts of the draft with what changed in each: pipelines with their samples and tests, and the project's files. */
export function PartChoice({ plan, selection, onSelection }: PartChoiceProps) {
  const { pipelines, files } = plan;
  const projectFiles = files.filter(({ part }) => part === 'project');
  const parts = pipelines.length + (projectFiles.length > 0 ? 1 : 0);
  if (parts === 0) return files.length === 0 ? null : <Rest files={files} />;
  const toggle = (key: string, on: boolean) => {
    const keys = new Set(selection.keys);
    if (on) keys.add(key);
    else keys.delete(key);
    onSelection({ ...selection, keys });
  };
  return (
    <fieldset className="m-0 flex min-w-0 flex-col gap-2 border-0 p-0">
      <legend className="mb-1 p-0 font-[550]">What changes</legend>
      {pipelines.map((pipeline) => (
        <ChoiceBox
          key={pipeline.key}
          title={pipeline.key}
          note={<Badge tone="accent">{changeLabel(pipeline)}</Badge>}
          label={parts > 1 ? `Publish ${pipeline.key}` : null}
          checked={parts === 1 || selection.keys.has(pipeline.key)}
          onChecked={(on) => toggle(pipeline.key, on)}
        >
          <PipelineChanges
            pipeline={pipeline}
            files={files.filter((file) => file.pipeline === pipeline.key)}
          />
        </ChoiceBox>
      ))}
      {projectFiles.length === 0 ? null : (
        <ChoiceBox
          title="Project files"
          note={<span className="text-muted">penstock.yaml counts for every pipeline</span>}
          label={parts > 1 ? 'Publish the project files' : null}
          checked={parts === 1 || selection.projectFiles}
          onChecked={(on) => onSelection({ ...selection, projectFiles: on })}
        >
          <FileList files={projectFiles} />
        </ChoiceBox>
      )}
    </fieldset>
  );
}

/** Only text outside the entries changed, or a transformer that nobody uses. */
function Rest({ files }: { files: readonly PlannedFile[] }) {
  return (
    <div className="rounded-lg border">
      <FileList files={files} />
    </div>
  );
}

function PipelineChanges({ pipeline, files }: { pipeline: PlannedPipeline; files: readonly PlannedFile[] }) {
  const { sqlBefore, sqlAfter, entryBefore, entryAfter } = pipeline;
  const sql = sqlBefore !== sqlAfter;
  const entry = entryBefore !== entryAfter;
  return (
    <>
      <ScrollRegion label={`Changes of ${pipeline.key}`} className="max-h-72">
        {sql ? <TextDiff before={sqlBefore} after={sqlAfter} label="SQL" /> : null}
        {entry ? <TextDiff before={entryBefore} after={entryAfter} label="topics.yaml" /> : null}
        {sql || entry || pipeline.change === 'files' ? null : (
          <p className="m-0 px-3 py-1.5 text-muted">Only comments or the order of keys changed.</p>
        )}
        {files.length === 0 ? null : <FileList files={files} />}
      </ScrollRegion>
      <Problems pipeline={pipeline} />
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
