import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Action, actions, type ResourceKind, type Resources } from '../src/auth/actions';
import type { Authorize } from '../src/auth/authorize';
import { importExample, openWorld, type World } from './support';

const foreign = 'ffffffff-ffff-4fff-8fff-ffffffffffff';
let world: World;
let here: { [K in ResourceKind]: Resources[K] };
let elsewhere: { [K in ResourceKind]: Resources[K] };
beforeAll(async () => {
  world = await openWorld();
  const mine = await importExample(world);
  const other = await world.control.projects.importFolder(world.you, {
    slug: 'other',
    name: 'Other',
    files: {},
    message: 'm',
  });
  const projectId = mine.id;
  const environmentId = mine.environments[0]?.id ?? '';
  const pipelineId = (await world.control.pipelines.byKey(world.you, projectId, 'orders')).id ?? '';
  const { token } = await world.control.deployments.plan(world.you, {
    pipelineId,
    environmentId,
    versionNumber: 1,
  });
  const deploymentId = (
    await world.control.deployments.deploy(world.you, { pipelineId, environmentId, versionNumber: 1, token })
  ).id;
  here = {
    none: { kind: 'none' },
    project: { kind: 'project', projectId },
    environment: { kind: 'environment', projectId, environmentId },
    pipeline: { kind: 'pipeline', pipelineId, projectId },
    deployment: { kind: 'deployment', deploymentId, projectId },
    placement: { kind: 'placement', pipelineId, environmentId, projectId },
  };
  elsewhere = {
    none: { kind: 'none' },
    project: { kind: 'project', projectId: foreign },
    environment: { kind: 'environment', projectId: other.id, environmentId },
    pipeline: { kind: 'pipeline', pipelineId, projectId: other.id },
    deployment: { kind: 'deployment', deploymentId, projectId: other.id },
    placement: { kind: 'placement', pipelineId, environmentId: other.environments[0]?.id ?? '', projectId },
  };
});
afterAll(() => world.drop());

const table = Object.keys(actions) as Action[];
const ask = (actor: Parameters<Authorize>[0], action: Action, of: { [K in ResourceKind]: Resources[K] }) =>
  world.control.authorize(actor, action, of[actions[action].resource] as never);

describe('authorization', () => {
  it.each(table)('%s: the local user may, nobody and strangers may not', async (action) => {
    await expect(ask(world.you, action, here)).resolves.toEqual({
      projectId: actions[action].resource === 'none' ? null : here.project.projectId,
    });
    await expect(ask(null, action, here)).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(ask({ id: foreign, name: 'Stranger' }, action, here)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(ask({ id: "x' or 1=1", name: 'Stranger' }, action, here)).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it.each(table.filter((action) => actions[action].resource !== 'none'))(
    '%s: another project’s resource is not found',
    async (action) => {
      await expect(ask(world.you, action, elsewhere)).rejects.toMatchObject({ code: 'not_found' });
    },
  );

  it('takes no id that is not one, and no resource of another kind', async () => {
    await expect(
      world.control.authorize(world.you, 'project.read', { kind: 'project', projectId: 'nope' }),
    ).rejects.toMatchObject({ code: 'not_found' });
    await expect(
      world.control.authorize(world.you, 'project.read', here.pipeline as never),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});
