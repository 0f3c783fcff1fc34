'use client';

import { formatExact, formatRelative } from '../../lib/format';
import { useNow } from '../../lib/use-now';

/** Relative time that ticks; the exact one on hover and for machines. */
export function RelativeTime({ at, className }: { at: string; className?: string }) {
  const now = useNow();
  return (
    <time dateTime={at} title={formatExact(at)} className={className} suppressHydrationWarning>
      {formatRelative(at, now)}
    </time>
  );
}
