import { tableNameSchema } from '@penstock/control/contracts';
import { server } from '../../../server/server-client';
import { procedure, router } from '../../../server/trpc/procedure';
import { inProject, project } from '../../../server/trpc/resources';

const onTable = inProject.extend(tableNameSchema.shape);

/** Tables belong to the warehouse, which all projects share; who may see the project may see them. */
export const tablesRouter = router({
  list: procedure('table.list', inProject, project).query(() => server().tables()),
  get: procedure('table.list', onTable, project).query(({ input: { namespace, table } }) =>
    server().tableDetail({ namespace, table }),
  ),
  /** What `tend` would do now; reads every manifest of the table. */
  plan: procedure('table.list', onTable, project).query(({ input: { namespace, table } }) =>
    server().tableUpkeep({ namespace, table, dryRun: true }),
  ),
  tend: procedure('table.tend', onTable, project).mutation(({ input: { namespace, table } }) =>
    server().tableUpkeep({ namespace, table, dryRun: false }),
  ),
});
