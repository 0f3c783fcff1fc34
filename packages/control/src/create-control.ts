import { ensureActors, localUser } from './auth/actor-repository';
import { type Authorize, createAuthorize } from './auth/authorize';
import { createConnectionService } from './connections/connection-service';
import type { ActorRef, ControlServices } from './contracts/services';
import { openDatabase } from './db/client';
import { fromDatabaseError } from './db/errors';
import { guarded } from './db/guard';
import { createDeploymentService } from './deployments/deployment-service';
import { engineRefusals } from './deployments/engine-refusals';
import type { EngineRefusals } from './deployments/plan-context';
import { createDraftService } from './drafts/draft-service';
import { createLiveService } from './live/live-service';
import { createPipelineService } from './pipelines/pipeline-service';
import { createProjectService } from './projects/project-service';
import { createRevisionReader } from './projects/revision-reader';
import { createPublishingService } from './publishing/publishing-service';
import { runnerViews } from './runners/runner-service';
import { createSampleService } from './samples/sample-service';
import { createServerClient, type ServerClient } from './server-client/server-client';
import { createReplayService } from './set-aside/replay-service';

export type ControlOptions = {
  databaseUrl: string;
  /** The server's internal API; without it plans say what they do not know. */
  server?: { baseUrl: string; token: string };
  /** Why no runner will take a pipeline, for plans; by default the engines' own rules. */
  engineRefusals?: EngineRefusals;
  poolSize?: number;
};

export interface Control extends ControlServices {
  /** Call before every service call: who may do what on which resource. */
  authorize: Authorize;
  /** The person at the keyboard, as long as there are no accounts. */
  localUser(): Promise<ActorRef>;
  /** The server's internal API: previews, messages, table rows. Null when `server` was not given. */
  server: ServerClient | null;
}

/** The services of the control plane over one connection pool. Opens nothing before the first call. */
export function createControl(options: ControlOptions): Control {
  const database = openDatabase({
    databaseUrl: options.databaseUrl,
    ...(options.poolSize ? { poolSize: options.poolSize } : {}),
  });
  const revisions = createRevisionReader(database.db);
  const server = options.server ? createServerClient(options.server) : null;
  const live = createLiveService(options.databaseUrl);
  const authorize = createAuthorize(database.db);
  return {
    projects: guarded(createProjectService(database, revisions)),
    drafts: guarded(createDraftService(database, revisions)),
    publishing: guarded(createPublishingService(database, revisions)),
    pipelines: guarded(createPipelineService(database, revisions)),
    deployments: guarded(
      createDeploymentService({
        database,
        revisions,
        server,
        refusals: options.engineRefusals ?? engineRefusals,
      }),
    ),
    replays: guarded(createReplayService(database)),
    connections: guarded(createConnectionService(database, revisions)),
    runners: guarded({ list: () => runnerViews(database.db) }),
    samples: guarded(createSampleService(database, revisions)),
    live: { subscribe: live.subscribe },
    server,
    async authorize(actor, action, resource) {
      try {
        return await authorize(actor, action, resource);
      } catch (error) {
        throw fromDatabaseError(error);
      }
    },
    async localUser() {
      try {
        await ensureActors(database.db);
        return localUser;
      } catch (error) {
        throw fromDatabaseError(error);
      }
    },
    async close() {
      await live.close();
      await database.close();
    },
  };
}
