'use client';

import { EmptyState } from '../../components/ui/empty-state';
import { ErrorState } from '../../components/ui/error-state';
import { SkeletonRows } from '../../components/ui/skeleton';
import type { EnvironmentView } from '../../language';
import { useProject } from '../projects/use-project';
import { TypeNames } from './columns/type-names';
import { ConflictBar } from './draft/conflict-bar';
import type { DraftStore } from './draft/draft-store';
import { useDraft, useDraftFiles } from './draft/use-draft';
import { EditorWorkspace } from './editor-workspace';
import { useLanguage } from './use-language';

/** The main screen: what comes in, what is done, what goes out, and the rows it makes of a sample. */
export function EditorTab({ pipelineKey }: { pipelineKey: string }) {
  const project = useProject();
  const { query, store } = useDraft(project.id);
  if (store === null) {
    if (query.isError)
      return (
        <ErrorState
          title="The draft could not be read"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      );
    return <SkeletonRows rows={8} label="Loading the draft" />;
  }
  return (
    <LoadedEditor
      key={`${project.id}/${pipelineKey}`}
      store={store}
      pipelineKey={pipelineKey}
      projectId={project.id}
      environment={project.environment}
    />
  );
}

type LoadedProps = {
  store: DraftStore;
  pipelineKey: string;
  projectId: string;
  environment: EnvironmentView;
};

function LoadedEditor({ store, pipelineKey, projectId, environment }: LoadedProps) {
  const files = useDraftFiles(store);
  const { client, view, failure } = useLanguage(store, pipelineKey, environment);
  if (view === null) {
    if (failure !== null)
      return <ErrorState title="The draft could not be checked" error={new Error(failure)} />;
    return <SkeletonRows rows={8} label="Checking the draft" />;
  }
  if (view.model === null) {
    return (
      <>
        <ConflictBar store={store} />
        <EmptyState title={`The draft has no pipeline ${pipelineKey}`}>
          It was deleted or renamed in your draft. Its history and its table are still there.
        </EmptyState>
      </>
    );
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <TypeNames />
      <ConflictBar store={store} />
      {failure === null ? null : <ErrorState compact title="The checker failed" error={new Error(failure)} />}
      <EditorWorkspace
        store={store}
        client={client}
        model={view.model}
        files={files}
        projectId={projectId}
        environment={environment}
      />
    </div>
  );
}
