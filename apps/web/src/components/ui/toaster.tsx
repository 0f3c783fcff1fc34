'use client';

import { useTheme } from 'next-themes';
import { Toaster as Sonner } from 'sonner';

/** Mounted once in the root layout. Call `toast` from sonner, with a description that says what to do on failure. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      position="bottom-right"
      gap={8}
      toastOptions={{
        style: {
          background: 'var(--panel)',
          color: 'var(--text)',
          border: '1px solid var(--line-strong)',
          borderRadius: 8,
          boxShadow: 'var(--shadow)',
          fontSize: 13,
        },
        classNames: { description: '!text-muted', actionButton: '!bg-accent !text-on-accent' },
      }}
    />
  );
}
