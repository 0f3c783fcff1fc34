'use client';

import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from '../../lib/cn';
import { Button } from './button';

/** `open`/`onOpenChange` as in Base UI; closes on Escape and returns focus to what opened it. */
export const Dialog = Base.Root;
export const DialogClose = Base.Close;

type ContentProps = Omit<ComponentProps<typeof Base.Popup>, 'title'> & {
  title: ReactNode;
  description?: ReactNode;
  /** Pixels; never wider than the window. */
  width?: number;
  footer?: ReactNode;
  className?: string;
};

/** Header, scrolling body and footer of a modal. The footer holds the buttons, primary last. */
export function DialogContent({
  title,
  description,
  width = 620,
  footer,
  className,
  children,
  ...props
}: ContentProps) {
  return (
    <Base.Portal>
      <Base.Backdrop className="fixed inset-0 bg-scrim transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0" />
      <Base.Popup
        style={{ width: `min(${width}px, calc(100vw - 32px))` }}
        className={cn(
          'fixed top-1/2 left-1/2 flex max-h-[calc(100dvh-48px)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-xl border border-line-strong bg-panel text-fg shadow-pop outline-none transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0',
          className,
        )}
        {...props}
      >
        <div className="flex items-start gap-3 border-b px-4 py-3.5">
          <div className="min-w-0 flex-1">
            <Base.Title className="m-0 text-xl font-[620] tracking-[-.01em]">{title}</Base.Title>
            {description ? <Base.Description className="text-muted">{description}</Base.Description> : null}
          </div>
          <Base.Close render={<Button variant="quiet" size="icon-small" aria-label="Close" />}>
            <X />
          </Base.Close>
        </div>
        <div className="min-h-0 flex-1 overflow-auto">{children}</div>
        {footer ? (
          <div className="flex flex-wrap items-center justify-end gap-2 border-t px-4 py-2.5">{footer}</div>
        ) : null}
      </Base.Popup>
    </Base.Portal>
  );
}
