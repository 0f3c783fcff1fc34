export type LiveChange = {
  deploymentId?: string;
  projectId?: string;
  runner?: string;
  draft?: { projectId: string; actorId: string; origin?: string };
};

/** Who listens: other people's drafts, and what this very page saved, are no news. */
export type Listener = { actorId: string; page: string | undefined };

/** Ids that changed since the last message; `everything` when some may have been missed. */
export type ChangeSet = {
  everything: boolean;
  deploymentIds: string[];
  projectIds: string[];
  /** Projects in which the listener's own draft was changed by another page. */
  draftProjectIds: string[];
  runners: boolean;
};

/** Collects changes between two messages: a hundred reports of one deployment become one id. */
export class ChangeCollector {
  private deployments = new Set<string>();
  private projects = new Set<string>();
  private drafts = new Set<string>();
  private runners = false;
  private everything = false;

  constructor(private readonly listener: Listener) {}

  add(change: LiveChange): void {
    const { draft } = change;
    if (draft && draft.actorId === this.listener.actorId && !this.isOwn(draft.origin))
      this.drafts.add(draft.projectId);
    if (change.deploymentId) this.deployments.add(change.deploymentId);
    if (change.projectId) this.projects.add(change.projectId);
    if (change.runner) this.runners = true;
    if (!change.deploymentId && !change.projectId && !change.runner && !draft) this.everything = true;
  }

  private isOwn(origin: string | undefined): boolean {
    return origin !== undefined && origin === this.listener.page;
  }

  get isEmpty(): boolean {
    const ids = this.deployments.size + this.projects.size + this.drafts.size;
    return !this.everything && !this.runners && ids === 0;
  }

  take(): ChangeSet {
    const set = {
      everything: this.everything,
      deploymentIds: [...this.deployments],
      projectIds: [...this.projects],
      draftProjectIds: [...this.drafts],
      runners: this.runners,
    };
    this.deployments = new Set();
    this.projects = new Set();
    this.drafts = new Set();
    this.runners = false;
    this.everything = false;
    return set;
  }
}
