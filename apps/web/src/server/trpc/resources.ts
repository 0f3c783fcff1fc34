import { z } from 'zod';

/** The input fields that name a resource, and the resource they name; shared by all routers. */
export const inProject = z.object({ projectId: z.uuid() });
export const inEnvironment = inProject.extend({ environmentId: z.uuid() });
export const onPipeline = inProject.extend({ pipelineId: z.uuid() });
export const onDeployment = inProject.extend({ deploymentId: z.uuid() });
export const onPlacement = onPipeline.extend({ environmentId: z.uuid() });

export const none = () => ({ kind: 'none' }) as const;
export const project = (input: z.output<typeof inProject>) =>
  ({ kind: 'project', projectId: input.projectId }) as const;
export const environment = (input: z.output<typeof inEnvironment>) =>
  ({ kind: 'environment', projectId: input.projectId, environmentId: input.environmentId }) as const;
export const pipeline = (input: z.output<typeof onPipeline>) =>
  ({ kind: 'pipeline', projectId: input.projectId, pipelineId: input.pipelineId }) as const;
export const deployment = (input: z.output<typeof onDeployment>) =>
  ({ kind: 'deployment', projectId: input.projectId, deploymentId: input.deploymentId }) as const;
export const placement = (input: z.output<typeof onPlacement>) =>
  ({
    kind: 'placement',
    projectId: input.projectId,
    pipelineId: input.pipelineId,
    environmentId: input.environmentId,
  }) as const;

/** A pipeline's key as in topics.yaml; the schema package says what it may hold, this only bounds it. */
export const pipelineKey = z.string().min(1).max(200);
