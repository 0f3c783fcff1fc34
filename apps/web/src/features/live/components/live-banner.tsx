'use client';

import { Banner } from '../../../components/frame/banner';
import { formatRelative } from '../../../lib/format';
import { useNow } from '../../../lib/use-now';
import { useConnection } from '../connection';
import { useLive } from '../use-live';

/** Holds the page's live stream and says when it is gone. */
export function LiveBanner() {
  useLive();
  const { state, since } = useConnection();
  const now = useNow();
  if (state !== 'lost') return null;
  return (
    <Banner tone="warn">
      <b>▲ Connection lost, retrying</b>
      <span aria-live="off">
        Numbers on this page are from {formatRelative(new Date(since).toISOString(), now)}. Pipelines go on
        without it.
      </span>
    </Banner>
  );
}
