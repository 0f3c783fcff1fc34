'use client';

import { readAppError } from '../../lib/app-error';
import { cn } from '../../lib/cn';
import { Button } from './button';

/** What happened and what to do next; `error` is whatever a query or mutation threw. */
export function ErrorState({
  title,
  error,
  onRetry,
  compact,
}: {
  title: string;
  error: unknown;
  onRetry?(): void;
  compact?: boolean;
}) {
  const { code, message } = readAppError(error);
  return (
    <div
      role="alert"
      className={cn(
        'flex flex-col items-start gap-1 rounded-lg border border-bad bg-bad-soft px-3.5 py-2.5',
        compact ? 'm-0' : 'm-4',
      )}
    >
      <p className="m-0">
        <b className="text-bad">▲ {title}</b>
      </p>
      <p className="m-0">{message}</p>
      <div className="mt-1.5 flex items-center gap-3">
        {onRetry ? <Button onClick={onRetry}>Try again</Button> : null}
        <span className="font-mono text-sm text-muted">{code}</span>
      </div>
    </div>
  );
}
