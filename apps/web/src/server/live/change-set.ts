export type LiveChange = { deploymentId?: string; projectId?: string; runner?: string };

/** Ids that changed since the last message; `everything` when some may have been missed. */
export type ChangeSet = {
  everything: boolean;
  deploymentIds: string[];
  projectIds: string[];
  runners: boolean;
};

/** Collects changes between two messages: a hundred reports of one deployment become one id. */
export class ChangeCollector {
  private deployments = new Set<string>();
  private projects = new Set<string>();
  private runners = false;
  private everything = false;

  add(change: LiveChange): void {
    if (change.deploymentId) this.deployments.add(change.deploymentId);
    if (change.projectId) this.projects.add(change.projectId);
    if (change.runner) this.runners = true;
    if (!change.deploymentId && !change.projectId && !change.runner) this.everything = true;
  }

  get isEmpty(): boolean {
    return !this.everything && !this.runners && this.deployments.size === 0 && this.projects.size === 0;
  }

  take(): ChangeSet {
    const set = {
      everything: this.everything,
      deploymentIds: [...this.deployments],
      projectIds: [...this.projects],
      runners: this.runners,
    };
    this.deployments = new Set();
    this.projects = new Set();
    this.runners = false;
    this.everything = false;
    return set;
  }
}
