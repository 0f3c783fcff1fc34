import type { ProjectFiles } from '@penstock/config-schema';
import type {
  DeploymentView,
  DeployPlan,
  DraftView,
  MetricSeries,
  PipelineRow,
  ProjectView,
  PublishPlan,
  RunEventView,
  RunnerView,
  SetAsideView,
  VersionText,
  VersionView,
} from './views';

/** Who asks. Every service call names the actor; authorization has happened before. */
export type ActorRef = { id: string; name: string };

/**
 * What apps/web calls, made by `createControl({databaseUrl, …})`. Every function throws PenstockError. Ids are UUIDs.
 * Reads are shaped for one screen; commands own their transaction.
 */
export interface ControlServices {
  projects: {
    list(): Promise<ProjectView[]>;
    get(projectId: string): Promise<ProjectView>;
    /** Creates a project from a folder's files as revision 1. */
    importFolder(
      actor: ActorRef,
      input: { slug: string; name: string; files: Record<string, Uint8Array>; message: string },
    ): Promise<ProjectView>;
    exportFolder(projectId: string, revisionId?: string): Promise<Record<string, Uint8Array>>;
  };
  drafts: {
    get(actor: ActorRef, projectId: string): Promise<DraftView>;
    /** Saves whole files (null deletes). Creates the draft on the current head when there is none. `baseRevisionId` guards against a stale tab. */
    save(
      actor: ActorRef,
      projectId: string,
      input: { baseRevisionId: string; files: Record<string, string | null> },
    ): Promise<{ updatedAt: string }>;
    discard(actor: ActorRef, projectId: string, input: { pipelineKey?: string }): Promise<void>;
    /** Moves the draft onto the head by three-way merge; conflicts are listed and nothing changes when there are any. */
    rebase(
      actor: ActorRef,
      projectId: string,
    ): Promise<{ conflicts: { path: string; pipeline: string | null; message: string }[] }>;
  };
  publishing: {
    /** `renames` maps new keys to former ones, so that a renamed pipeline keeps its identity. */
    plan(
      actor: ActorRef,
      projectId: string,
      input: { pipelineKeys?: string[]; renames?: Record<string, string> },
    ): Promise<PublishPlan>;
    /** Throws `conflict` when the head moved and the merge has conflicts, `invalid_version` when a chosen pipeline has errors. */
    publish(
      actor: ActorRef,
      projectId: string,
      input: {
        baseRevisionId: string;
        message: string;
        pipelineKeys?: string[];
        renames?: Record<string, string>;
      },
    ): Promise<{
      revisionNumber: number;
      versions: { key: string; pipelineId: string; versionId: string; number: number }[];
    }>;
  };
  pipelines: {
    list(actor: ActorRef, projectId: string, environmentId: string): Promise<PipelineRow[]>;
    byKey(actor: ActorRef, projectId: string, key: string): Promise<{ id: string | null; key: string }>;
    versions(pipelineId: string): Promise<VersionView[]>;
    versionText(pipelineId: string, number: number): Promise<VersionText>;
    /** Puts an old version's definition into the draft. */
    restoreIntoDraft(actor: ActorRef, pipelineId: string, number: number): Promise<void>;
  };
  deployments: {
    get(deploymentId: string): Promise<DeploymentView>;
    forPipeline(pipelineId: string, environmentId: string): Promise<DeploymentView | null>;
    /** Reads everything the plan shows; touches nothing. `versionNumber` older than the deployed one makes it a roll back of kind (a). */
    plan(
      actor: ActorRef,
      input: { pipelineId: string; environmentId: string; versionNumber: number },
    ): Promise<DeployPlan>;
    /** Writes desired state and the outbox row in one transaction. Rolling back also publishes a revision that holds the old definition. */
    deploy(
      actor: ActorRef,
      input: {
        pipelineId: string;
        environmentId: string;
        versionNumber: number;
        token: string;
        start?: { kind: 'earliest' | 'latest' | 'group' | 'time'; at?: string };
      },
    ): Promise<DeploymentView>;
    stop(actor: ActorRef, deploymentId: string): Promise<DeploymentView>;
    start(actor: ActorRef, deploymentId: string): Promise<DeploymentView>;
    /** Clears the back-off of a failing deployment. */
    retry(actor: ActorRef, deploymentId: string): Promise<DeploymentView>;
    /** Stops, keeps history, never drops a table. */
    deletePipeline(actor: ActorRef, pipelineId: string): Promise<void>;
    events(deploymentId: string, limit: number): Promise<RunEventView[]>;
    metrics(deploymentId: string, minutes: number): Promise<MetricSeries>;
    setAside(
      deploymentId: string,
      input: { cursor?: string; limit: number },
    ): Promise<{ records: SetAsideView[]; nextCursor: string | null; total: number }>;
    connection(
      projectId: string,
      environmentId: string,
      name: string,
    ): Promise<{ kind: string; config: unknown }>;
  };
  runners: { list(): Promise<RunnerView[]> };
  samples: {
    list(
      projectId: string,
      pipelineKey: string,
    ): Promise<{ id: string | null; name: string; count: number; origin: 'project' | 'captured' }[]>;
    save(
      actor: ActorRef,
      projectId: string,
      pipelineId: string,
      input: { name: string; jsonl: string; source: string },
    ): Promise<{ id: string }>;
    read(projectId: string, pipelineKey: string, name: string): Promise<string>;
    remove(actor: ActorRef, projectId: string, id: string): Promise<void>;
  };
  live: {
    /** Calls back with the ids of deployments whose report, state or events changed, and of projects whose head moved. */
    subscribe(
      onChange: (change: { deploymentId?: string; projectId?: string; runner?: string }) => void,
    ): Promise<() => Promise<void>>;
  };
  close(): Promise<void>;
}

export type { ProjectFiles };
