/**
 * Every action of the product with the kind of resource it is about and the least role that may do it. A tRPC
 * procedure names one of these, so that a procedure without a rule does not compile. Roles are not given out yet:
 * the local user has the highest.
 */
export const actions = {
  'project.list': { resource: 'none', role: 'viewer' },
  'project.import': { resource: 'none', role: 'admin' },
  'project.read': { resource: 'project', role: 'viewer' },
  'project.export': { resource: 'project', role: 'viewer' },
  'draft.read': { resource: 'project', role: 'viewer' },
  'draft.write': { resource: 'project', role: 'editor' },
  'publish.plan': { resource: 'project', role: 'editor' },
  'publish.run': { resource: 'project', role: 'editor' },
  'preview.run': { resource: 'project', role: 'editor' },
  'sample.read': { resource: 'project', role: 'viewer' },
  'sample.write': { resource: 'project', role: 'editor' },
  'pipeline.list': { resource: 'environment', role: 'viewer' },
  'pipeline.read': { resource: 'pipeline', role: 'viewer' },
  'pipeline.restore': { resource: 'pipeline', role: 'editor' },
  'pipeline.delete': { resource: 'pipeline', role: 'operator' },
  'kafka.read': { resource: 'environment', role: 'editor' },
  'connection.read': { resource: 'environment', role: 'viewer' },
  'connection.test': { resource: 'environment', role: 'editor' },
  'connection.write': { resource: 'environment', role: 'admin' },
  'table.read': { resource: 'deployment', role: 'viewer' },
  'table.list': { resource: 'project', role: 'viewer' },
  'table.tend': { resource: 'project', role: 'operator' },
  'deployment.read': { resource: 'deployment', role: 'viewer' },
  'deployment.plan': { resource: 'placement', role: 'viewer' },
  'deployment.deploy': { resource: 'placement', role: 'operator' },
  'deployment.operate': { resource: 'deployment', role: 'operator' },
  'setAside.read': { resource: 'deployment', role: 'viewer' },
  'setAside.replay': { resource: 'deployment', role: 'operator' },
  'runner.list': { resource: 'none', role: 'viewer' },
  'live.subscribe': { resource: 'none', role: 'viewer' },
  'health.read': { resource: 'none', role: 'viewer' },
} as const satisfies Record<string, { resource: ResourceKind; role: Role }>;

export const roles = ['viewer', 'editor', 'operator', 'admin'] as const;
export type Role = (typeof roles)[number];

export type Resources = {
  none: { kind: 'none' };
  project: { kind: 'project'; projectId: string };
  environment: { kind: 'environment'; projectId: string; environmentId: string };
  /** `projectId` when the caller names one: a pipeline of another project is then not found. */
  pipeline: { kind: 'pipeline'; pipelineId: string; projectId?: string };
  deployment: { kind: 'deployment'; deploymentId: string; projectId?: string };
  /** A pipeline in an environment, deployed or not yet. */
  placement: { kind: 'placement'; pipelineId: string; environmentId: string; projectId?: string };
};
export type ResourceKind = keyof Resources;

export type Action = keyof typeof actions;
export type ResourceOf<A extends Action> = Resources[(typeof actions)[A]['resource']];
