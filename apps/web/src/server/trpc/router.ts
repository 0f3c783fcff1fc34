import { deploymentsRouter } from '../../features/deployments/server/router';
import { draftsRouter } from '../../features/drafts/server/router';
import { healthRouter } from '../../features/health/server/router';
import { liveRouter } from '../../features/live/server/router';
import { messagesRouter } from '../../features/messages/server/router';
import { pipelinesRouter } from '../../features/pipelines/server/router';
import { previewRouter } from '../../features/preview/server/router';
import { projectsRouter } from '../../features/projects/server/router';
import { publishingRouter } from '../../features/publishing/server/router';
import { runnersRouter } from '../../features/runners/server/router';
import { runsRouter } from '../../features/runs/server/router';
import { samplesRouter } from '../../features/samples/server/router';
import { setAsideRouter } from '../../features/set-aside/server/router';
import { tableRowsRouter } from '../../features/table-rows/server/router';
import { router } from './procedure';

export const appRouter = router({
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
});

export type AppRouter = typeof appRouter;
