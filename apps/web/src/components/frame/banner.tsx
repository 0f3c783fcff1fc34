import type { ReactNode } from 'react';
import { cn } from '../../lib/cn';

const tones = {
  warn: 'bg-warn-soft text-warn',
  accent: 'bg-accent-soft text-accent',
  bad: 'bg-bad-soft text-bad',
} as const;

/** One slim line over the whole width, announced when it appears or changes. */
export function Banner({ tone, children }: { tone: keyof typeof tones; children: ReactNode }) {
  return (
    <div
      role="status"
      className={cn(
        'flex min-h-7 flex-wrap items-center gap-x-3 gap-y-0.5 border-b px-4 py-1 text-sm',
        tones[tone],
      )}
    >
      {children}
    </div>
  );
}
