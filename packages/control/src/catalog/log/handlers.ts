import { badRequest, forbidden, noSuchTable } from '../errors';
import { json } from '../http/responses';
import type { Handler } from '../http/types';
import { reading } from '../store/database';
import { findTableByUuid } from '../store/tables';
import { isUuid } from '../uuid';
import { lastCommitOf } from './commit-log';

/**
 * `GET /penstock/v1/deployments/{id}/tables/{uuid}`: `{lineage, lastCommit}`. A lineage above the last commit's says
 * that the table was set back outside Penstock since (rule 5): `main` left its line of descent, or the pointer was moved
 * by hand to something that no commit made.
 */
export const deploymentTable: Handler = async ({ context, principal, params }) => {
  const { deployment = '', uuid = '' } = params;
  if (!isUuid(deployment) || !isUuid(uuid)) throw badRequest('A deployment id and a table uuid are needed');
  const own = principal.kind === 'deployment' && principal.deploymentId === deployment;
  if (!own && principal.kind !== 'internal') throw forbidden('Only the token of the deployment may ask this');
  return reading(async () => {
    const row = await findTableByUuid(context.pool, uuid);
    if (row === null) throw noSuchTable(uuid);
    return json({
      lineage: (row.strayed ? row.lineage + 1n : row.lineage).toString(),
      lastCommit: await lastCommitOf(context.pool, deployment, uuid),
    });
  });
};
