'use client';

import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button';

type SheetProps = {
  open: boolean;
  onOpenChange(open: boolean): void;
  title: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
};

/** A panel from the right that leaves the page behind it usable (no scrim, no focus trap). Escape closes it. */
export function Sheet({ open, onOpenChange, title, actions, children }: SheetProps) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange} modal={false} disablePointerDismissal>
      <Base.Portal>
        <Base.Popup
          initialFocus={false}
          className="fixed top-11 right-0 bottom-0 flex w-[min(520px,100vw)] flex-col border-l border-line-strong bg-panel shadow-pop outline-none transition-[translate,opacity] duration-100 data-ending-style:translate-x-4 data-ending-style:opacity-0 data-starting-style:translate-x-4 data-starting-style:opacity-0"
        >
          <div className="flex items-center gap-2 border-b px-4 py-2.5">
            <Base.Title className="m-0 min-w-0 flex-1 truncate text-lg font-semibold">{title}</Base.Title>
            {actions}
            <Base.Close render={<Button variant="quiet" size="icon" aria-label="Close panel" />}>
              <X />
            </Base.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-auto">{children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
