import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { log } from '../../../../server/log';
import { createContext } from '../../../../server/trpc/context';
import { appRouter } from '../../../../server/trpc/router';

function handle(request: Request): Promise<Response> {
  return fetchRequestHandler({
    endpoint: '/api/trpc',
    req: request,
    router: appRouter,
    createContext,
    maxBatchSize: 20,
    onError({ error, path }) {
      if (error.code === 'INTERNAL_SERVER_ERROR')
        log().error({ err: error.cause ?? error, path }, 'procedure failed');
    },
  });
}

export { handle as GET, handle as POST };
