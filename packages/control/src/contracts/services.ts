import type { ProjectFiles, ResolvedSink } from '@penstock/config-schema';
import type { StartKind } from './server-api';
import type {
  ConflictView,
  ConnectionView,
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

/** Which part of a draft is published. */
export type PublishChoice = {
  pipelineKeys?: string[];
  projectFiles?: boolean;
  renames?: Record<string, string>;
};

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
    /**
     * Saves whole files (null deletes); all of them or none. `known` names for each path the stamp of the text it was
     * typed over (absent: there was no such file). Throws `conflict` with `details.behind`, the paths that another tab
     * has changed since, or all of them when the draft stands on another revision; read the draft and merge.
     */
    save(
      actor: ActorRef,
      projectId: string,
      input: {
        baseRevisionId: string;
        files: Record<string, string | null>;
        known: Record<string, string>;
        /** An id of the page that saves; told along with the live change, so that this page need not read its own text. */
        origin?: string;
      },
    ): Promise<{ updatedAt: string; stamps: Record<string, string> }>;
    discard(actor: ActorRef, projectId: string, input: { pipelineKey?: string }): Promise<void>;
    /**
     * Moves the draft onto the head by three-way merge. Conflicts that `choices` does not settle are listed, and nothing
     * changes when there are any.
     */
    rebase(
      actor: ActorRef,
      projectId: string,
      choices?: { path: string; pipeline: string | null; take: 'mine' | 'theirs' }[],
    ): Promise<{ conflicts: ConflictView[] }>;
  };
  publishing: {
    /**
     * `pipelineKeys`: these alone, each with its entry, transformer, samples and tests; all changes when absent.
     * `projectFiles`: with them, the files of no pipeline (penstock.yaml and others) too. `renames` maps new keys to
     * former ones, so that a renamed pipeline keeps its identity.
     */
    plan(actor: ActorRef, projectId: string, input: PublishChoice): Promise<PublishPlan>;
    /** Throws `conflict` when the head moved and the merge has conflicts, `invalid_version` when a chosen pipeline has errors. */
    publish(
      actor: ActorRef,
      projectId: string,
      input: PublishChoice & { baseRevisionId: string; message: string },
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
      input: { pipelineId: string; environmentId: string; versionNumber: number; at?: string | undefined },
    ): Promise<DeployPlan>;
    /** Writes desired state and the outbox row in one transaction. Rolling back also publishes a revision that holds the old definition. */
    deploy(
      actor: ActorRef,
      input: {
        pipelineId: string;
        environmentId: string;
        versionNumber: number;
        token: string;
        start?: { kind: StartKind; at?: string };
      },
    ): Promise<DeploymentView>;
    stop(actor: ActorRef, deploymentId: string): Promise<DeploymentView>;
    start(actor: ActorRef, deploymentId: string): Promise<DeploymentView>;
    /** Clears the back-off of a failing deployment. */
    retry(actor: ActorRef, deploymentId: string): Promise<DeploymentView>;
    /** Stops, keeps history, never drops a table. */
    deletePipeline(actor: ActorRef, pipelineId: string): Promise<void>;
    /** Where the deployed version writes, whatever has been published since. */
    sink(deploymentId: string): Promise<ResolvedSink>;
    events(deploymentId: string, limit: number): Promise<RunEventView[]>;
    metrics(deploymentId: string, minutes: number): Promise<MetricSeries>;
    setAside(
      deploymentId: string,
      input: { cursor?: string; limit: number },
    ): Promise<{ records: SetAsideView[]; nextCursor: string | null; total: number; replayed: number }>;
    connection(
      projectId: string,
      environmentId: string,
      name: string,
    ): Promise<{ kind: string; config: unknown }>;
  };
  replays: {
    /**
     * Puts set-aside records through the running version once more, each with `value` in place of its own when given; `all`
     * takes the oldest 1,000. Throws `conflict` when none of them can be replayed.
     */
    request(
      actor: ActorRef,
      input: {
        deploymentId: string;
        records: 'all' | { recordId: string; value?: Uint8Array | undefined }[];
      },
    ): Promise<{ requested: number }>;
    /** Takes back the requests that no run has taken up. */
    cancel(
      actor: ActorRef,
      input: { deploymentId: string; recordIds: string[] },
    ): Promise<{ cancelled: number }>;
  };
  connections: {
    list(projectId: string, environmentId: string): Promise<ConnectionView[]>;
    /** `brokers`: `host:port` each, or several in one text. Throws `conflict` for a name that is taken. */
    create(
      actor: ActorRef,
      projectId: string,
      environmentId: string,
      input: { name: string; brokers: string[] },
    ): Promise<void>;
    /** Pipelines that run keep the address they started with until their next start. */
    update(
      actor: ActorRef,
      projectId: string,
      environmentId: string,
      input: { name: string; brokers: string[] },
    ): Promise<void>;
    /** Throws `refused` while a pipeline reads from it. */
    remove(actor: ActorRef, projectId: string, environmentId: string, name: string): Promise<void>;
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
      onChange: (change: {
        deploymentId?: string;
        projectId?: string;
        runner?: string;
        /** A draft was saved, discarded or moved; `origin` as its saver named itself. */
        draft?: { projectId: string; actorId: string; origin?: string };
      }) => void,
    ): Promise<() => Promise<void>>;
  };
  close(): Promise<void>;
}

export type { ProjectFiles };
