'use client';

import { Popover as Base } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';
import { cn } from '../../lib/cn';

type PopoverProps = {
  trigger: ReactElement<Record<string, unknown>>;
  children: ReactNode;
  label: string;
  align?: 'start' | 'center' | 'end';
  className?: string;
  open?: boolean;
  onOpenChange?(open: boolean): void;
};

export function Popover({
  trigger,
  children,
  label,
  align = 'start',
  className,
  open,
  onOpenChange,
}: PopoverProps) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} align={align} className="outline-none">
          <Base.Popup
            aria-label={label}
            className={cn(
              'max-h-[var(--available-height)] max-w-[calc(100vw-24px)] overflow-auto rounded-lg border border-line-strong bg-panel p-3 shadow-pop outline-none transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0',
              className,
            )}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
