import { PenstockError } from '@penstock/common';
import type { ActorRef } from '../contracts/services';
import type { Db } from '../db/client';
import { type Action, actions, type ResourceOf, type Resources, type Role, roles } from './actions';
import { findActor, projectOf } from './resource-repository';

/** Answers with the project of the resource (null when it has none), or throws. */
export type Authorize = <A extends Action>(
  actor: ActorRef | null,
  action: A,
  resource: ResourceOf<A>,
) => Promise<{ projectId: string | null }>;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * The one place that decides. Nobody → `unauthenticated`; an actor we do not know → `forbidden`; a resource that is not
 * there, or is another project's than the one named → `not_found` (so that ids of other projects cannot be probed).
 */
export function createAuthorize(db: Db): Authorize {
  return async (actor, action, resource) => {
    if (!actor) throw new PenstockError('unauthenticated', 'Sign in to go on.');
    const known = uuid.test(actor.id) ? await findActor(db, actor.id) : null;
    if (!known) throw new PenstockError('forbidden', 'You may not do this here.');
    const { role, resource: kind } = actions[action];
    if (resource.kind !== kind || !idsOf(resource).every((id) => uuid.test(id))) throw notFound();
    const projectId = await projectOf(db, resource);
    if (projectId === null) throw notFound();
    if (!isEnough(roleOf(known), role))
      throw new PenstockError('forbidden', `This needs the role ${role}. Ask somebody who has it.`);
    return { projectId: projectId === 'none' ? null : projectId };
  };
}

/** One local user so far, who may do everything; memberships will be looked up here. */
function roleOf(_actor: { id: string; kind: 'user' | 'system' }): Role {
  return 'admin';
}

function isEnough(has: Role, needs: Role): boolean {
  return roles.indexOf(has) >= roles.indexOf(needs);
}

function idsOf(resource: Resources[keyof Resources]): string[] {
  const { kind: _kind, ...ids } = resource;
  return Object.values(ids).filter((id) => id !== undefined);
}

function notFound(): PenstockError {
  return new PenstockError(
    'not_found',
    'This does not exist, or not in this project. Go back to the list and choose again.',
  );
}
