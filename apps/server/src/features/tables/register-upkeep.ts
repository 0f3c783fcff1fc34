import { maintenanceLimits, tableDetail, tableList, tendTable } from '@penstock/control/catalog';
import { serverRoutes, tableNameSchema, tableUpkeepRequestSchema } from '@penstock/control/server-api';
import { z } from 'zod';
import type { RegisterFeature } from '../feature';

/** The catalog's tables with their snapshots, and upkeep on demand, for the screens. */
export const registerUpkeep: RegisterFeature = (router, { catalog: { context } }) => {
  const options = { limits: maintenanceLimits, now: Date.now };
  router.add(serverRoutes.tables, z.unknown(), () => tableList(context));
  router.add(serverRoutes.tableDetail, tableNameSchema, ({ namespace, table }) =>
    tableDetail(context, { namespace, name: table }, options),
  );
  router.add(serverRoutes.tableUpkeep, tableUpkeepRequestSchema, ({ namespace, table, dryRun }) =>
    tendTable(context, { namespace, name: table }, { ...options, dryRun }),
  );
  return undefined;
};
