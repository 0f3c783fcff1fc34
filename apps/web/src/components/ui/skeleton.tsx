import { cn } from '../../lib/cn';

export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn('block h-3 animate-pulse rounded-sm bg-line', className)} />;
}

/** Rows of the height the real ones will have, so that nothing jumps when they come. */
export function SkeletonRows({ rows, label }: { rows: number; label: string }) {
  return (
    <div role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never reorder
        <div key={row} className="flex h-row items-center gap-6 border-b px-4">
          <Skeleton className={row % 2 ? 'w-48' : 'w-40'} />
          <Skeleton className="w-28" />
          <Skeleton className="ml-auto w-24" />
        </div>
      ))}
    </div>
  );
}
