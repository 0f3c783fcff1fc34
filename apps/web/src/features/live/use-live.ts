'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { useEffect, useState } from 'react';
import { loadId } from '../../lib/page-id';
import { useTRPC } from '../../lib/trpc';
import type { ChangeSet } from './concerns';
import { setConnection } from './connection';
import { Refresher } from './refresher';
import { usePageVisible } from './use-page-visible';

const firstRetryMs = 1_000;
const lastRetryMs = 15_000;

/**
 * Keeps one stream open while the page is seen and refreshes exactly the queries a change concerns. After every
 * (re)connect the stream's first message says "everything", so nothing missed stays old.
 */
export function useLive(): void {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [refresher] = useState(() => new Refresher(client));
  const visible = usePageVisible();
  const [attempt, setAttempt] = useState(0);

  const { status, error, reset } = useSubscription(
    trpc.live.changes.subscriptionOptions(
      { page: loadId },
      {
        enabled: visible,
        onData: (changes: ChangeSet) => {
          setAttempt(0);
          setConnection('open');
          refresher.add(changes);
        },
        onError: () => setConnection('lost'),
      },
    ),
  );

  useEffect(() => {
    if (!visible) return;
    if (status === 'connecting' && error) setConnection('lost');
    if (status !== 'error') return;
    setConnection('lost');
    const wait = Math.min(firstRetryMs * 2 ** attempt, lastRetryMs);
    const timer = setTimeout(() => {
      setAttempt((count) => count + 1);
      reset();
    }, wait);
    return () => clearTimeout(timer);
  }, [visible, status, error, attempt, reset]);
}
