import { connectionsRouter } from '../../features/connections/server/router';
import { setAsideRouter } from '../../features/data/server/set-aside-router';
import { tableRowsRouter } from '../../features/data/server/table-rows-router';
import { deploymentsRouter } from '../../features/deploy/server/router';
import { draftsRouter } from '../../features/editor/server/drafts-router';
import { messagesRouter } from '../../features/editor/server/messages-router';
import { previewRouter } from '../../features/editor/server/preview-router';
import { samplesRouter } from '../../features/editor/server/samples-router';
import { healthRouter } from '../../features/health/server/router';
import { liveRouter } from '../../features/live/server/router';
import { pipelinesRouter } from '../../features/pipeline-list/server/router';
import { projectsRouter } from '../../features/projects/server/router';
import { publishingRouter } from '../../features/publish/server/router';
import { runnersRouter } from '../../features/runners/server/router';
import { runsRouter } from '../../features/runs/server/router';
import { tablesRouter } from '../../features/tables/server/router';
import { router } from './procedure';

export const appRouter = router({
  connections: connectionsRouter,
  deployments: deploymentsRouter,
  drafts: draftsRouter,
  health: healthRouter,
  live: liveRouter,
  messages: messagesRouter,
  pipelines: pipelinesRouter,
  preview: previewRouter,
  projects: projectsRouter,
  publishing: publishingRouter,
  runners: runnersRouter,
  runs: runsRouter,
  samples: samplesRouter,
  setAside: setAsideRouter,
  tableRows: tableRowsRouter,
  tables: tablesRouter,
});

export type AppRouter = typeof appRouter;
