'use client';

import { useQuery } from '@tanstack/react-query';
import { Banner } from '../../../components/frame/banner';
import { useTRPC } from '../../../lib/trpc';
import { describeHealth } from '../describe-health';

const whileComingMs = 1_500;
const whenUpMs = 30_000;

/** What is still being fetched or started, and what is down. Gone when all is well. */
export function HealthBanner() {
  const trpc = useTRPC();
  const health = useQuery(
    trpc.health.get.queryOptions(undefined, {
      staleTime: 0,
      refetchInterval: ({ state }) => (state.data?.ok ? whenUpMs : whileComingMs),
    }),
  );
  const lines = health.data ? describeHealth(health.data) : [];
  return lines.map((line) => (
    <Banner key={line.id} tone={line.tone}>
      {line.text}
    </Banner>
  ));
}
