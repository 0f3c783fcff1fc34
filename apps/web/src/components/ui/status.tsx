import { cn } from '../../lib/cn';

const tones = {
  ok: 'text-ok',
  bad: 'text-bad',
  warn: 'text-warn',
  muted: 'text-muted',
  accent: 'text-accent',
} as const;

/** One word with a shape; the shape tells the state without colour. */
export function Status({
  tone,
  mark,
  word,
  className,
}: {
  tone: keyof typeof tones;
  mark: string;
  word: string;
  className?: string;
}) {
  return (
    <span
      className={cn('inline-flex items-center gap-1.5 font-[550] whitespace-nowrap', tones[tone], className)}
    >
      <span aria-hidden className="text-[11px]">
        {mark}
      </span>
      {word}
    </span>
  );
}
