import type { ReactNode } from 'react';
import { ErrorState } from './error-state';
import { SkeletonRows } from './skeleton';

type LoadedProps<T> = {
  query: { data: T | undefined; isError: boolean; error: unknown; refetch(): Promise<unknown> };
  /** Said when the first reading failed. */
  failed: string;
  loading: { rows: number; label: string };
  children(data: T): ReactNode;
};

/** What a query has read, a skeleton before that, or why it could not be read. Data outlives a later failure. */
export function Loaded<T>({ query, failed, loading, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError)
    return <ErrorState title={failed} error={query.error} onRetry={() => void query.refetch()} />;
  return <SkeletonRows {...loading} />;
}
