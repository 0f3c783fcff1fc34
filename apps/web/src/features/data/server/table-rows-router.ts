import type { ResolvedSink } from '@penstock/config-schema';
import { formatType } from '@penstock/flink-sql';
import { z } from 'zod';
import { server } from '../../../server/server-client';
import { procedure, router } from '../../../server/trpc/procedure';
import { deployment, onDeployment } from '../../../server/trpc/resources';

export const tableRowsRouter = router({
  /** The newest rows of the deployment's table, each a JSON array text; columns of the sink with their Flink types. */
  newest: procedure(
    'table.read',
    onDeployment.extend({ limit: z.number().int().min(1).max(500).default(100) }),
    deployment,
  ).query(async ({ ctx, input }) => {
    const sink = await ctx.control.deployments.sink(input.deploymentId);
    const { namespace, table } = sink;
    const answer = await server().tableRows({ namespace, table, limit: input.limit });
    return { ...answer, namespace, table, columns: withFlinkTypes(answer.columns, sink) };
  }),
});

/** The type the author gave a column; a column that is in the table alone keeps Iceberg's. */
function withFlinkTypes(columns: readonly { name: string; type: string }[], sink: ResolvedSink) {
  const types = new Map(sink.columns.map(({ name, type }) => [name, formatType(type)]));
  return columns.map(({ name, type }) => ({ name, type: types.get(name) ?? type }));
}
