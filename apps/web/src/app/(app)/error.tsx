'use client';

import { ErrorState } from '../../components/ui/error-state';

export default function AppError({ error, reset }: { error: Error; reset(): void }) {
  return <ErrorState title="This page could not be shown" error={error} onRetry={reset} />;
}
