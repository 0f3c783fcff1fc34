'use client';

import { QueryCache, QueryClient } from '@tanstack/react-query';
import { createTRPCClient, httpBatchLink, httpLink, httpSubscriptionLink, splitLink } from '@trpc/client';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import type { AppRouter } from '../../server/trpc/router';
import { readAppError } from '../app-error';
import { renewSession } from './renew-session';

export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();

const url = '/api/trpc';

/** Wait for Kafka, a scan of a table or other processes: in a shared answer they would hold back the quick ones. */
const slow = /^(messages|tableRows|health|preview)\.|^(deployments|publishing)\.plan$/;

/** Quick queries of one moment share a request; slow ones and commands go alone. */
export function makeTrpcClient() {
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: httpSubscriptionLink({ url }),
        false: splitLink({
          condition: (operation) => operation.type === 'mutation' || slow.test(operation.path),
          true: httpLink({ url }),
          false: httpBatchLink({ url, maxItems: 20, maxURLLength: 8000 }),
        }),
      }),
    ],
  });
}

const passing = new Set(['offline', 'unavailable', 'timeout', 'internal']);

/** Live changes say when data is old, so nothing refetches by time; only what may pass by itself is tried again. */
export function makeQueryClient(): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache({
      onError: async (error) => {
        if (readAppError(error).code !== 'unauthenticated') return;
        if (await renewSession(Date.now())) await client.invalidateQueries();
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: true,
        networkMode: 'always',
        retry: (failures, error) => failures < 2 && passing.has(readAppError(error).code),
        retryDelay: (attempt) => Math.min(500 * 2 ** attempt, 4000),
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
  return client;
}
