import type { ComponentProps } from 'react';
import { cn } from '../../lib/cn';

const tones = {
  plain: 'border-line text-muted',
  accent: 'border-transparent bg-accent-soft text-accent',
  ok: 'border-transparent bg-ok-soft text-ok',
  warn: 'border-transparent bg-warn-soft text-warn',
  bad: 'border-transparent bg-bad-soft text-bad',
} as const;

export type Tone = keyof typeof tones;

export function Badge({ tone = 'plain', className, ...props }: ComponentProps<'span'> & { tone?: Tone }) {
  return (
    <span
      className={cn(
        'inline-flex items-center gap-1 rounded-full border px-[7px] text-[11px] leading-[18px] whitespace-nowrap',
        tones[tone],
        className,
      )}
      {...props}
    />
  );
}
