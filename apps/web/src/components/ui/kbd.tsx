import type { ReactNode } from 'react';
import { cn } from '../../lib/cn';

/** A key as printed on it. Hidden from screen readers: use aria-keyshortcuts on the control itself. */
export function Kbd({
  children,
  bare,
  className,
}: {
  children: ReactNode /** Without a border, for use on a filled button. */;
  bare?: boolean;
  className?: string;
}) {
  return (
    <kbd
      aria-hidden
      className={cn(
        'rounded-sm px-1 font-mono text-[11px] leading-4',
        bare ? 'text-current' : 'border border-line text-faint',
        className,
      )}
    >
      {children}
    </kbd>
  );
}
