import { PenstockError } from '@penstock/common';
import {
  type ConnectionAccess,
  type Database,
  findEnvironment,
  openConnection,
  unnamedConnection,
} from '@penstock/control/server';
import type { SourceConnection } from '@penstock/engine';

type Place = { projectId: string; environmentId: string; connection?: string | undefined };

/** Opens the connection that a request means. An environment of another project does not exist for it. */
export function connectionFinder(
  db: Database['db'],
  access: ConnectionAccess,
): (place: Place) => Promise<SourceConnection> {
  return async ({ projectId, environmentId, connection }) => {
    const environment = await findEnvironment(db, projectId, environmentId);
    if (environment === null) {
      throw new PenstockError('not_found', 'There is no such environment in this project.');
    }
    return await openConnection(db, access, environment, connection ?? unnamedConnection);
  };
}
