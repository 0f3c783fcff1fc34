'use client';

import { Menu as Base } from '@base-ui/react/menu';
import type { ComponentProps, ReactElement, ReactNode } from 'react';
import { cn } from '../../lib/cn';

/** A button's menu. `trigger` is the button element; children are MenuItem, MenuSeparator, MenuLabel. */
export function Menu({
  trigger,
  children,
  align = 'start',
  modal,
}: {
  trigger: ReactElement<Record<string, unknown>>;
  children: ReactNode;
  align?: 'start' | 'end';
  modal?: boolean;
}) {
  return (
    <Base.Root modal={modal}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} align={align} className="outline-none">
          <Base.Popup className="max-h-[var(--available-height)] min-w-44 overflow-auto rounded-lg border border-line-strong bg-panel p-1 shadow-pop outline-none transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export const menuItemClass =
  'flex min-h-7 items-center gap-2 rounded-sm px-2 py-1 outline-none select-none data-disabled:opacity-50 data-highlighted:bg-accent-soft [&_svg]:size-3.5 [&_svg]:text-muted';

export function MenuItem({
  className,
  hint,
  children,
  ...props
}: ComponentProps<typeof Base.Item> & { hint?: ReactNode; className?: string }) {
  return (
    <Base.Item className={cn(menuItemClass, className)} {...props}>
      {children}
      {hint ? <span className="ml-auto pl-4 text-sm text-muted">{hint}</span> : null}
    </Base.Item>
  );
}

export function MenuSeparator() {
  return <Base.Separator className="mx-1 my-1 h-px bg-line" />;
}

export const MenuGroup = Base.Group;

/** Inside a MenuGroup. */
export function MenuLabel({ children }: { children: ReactNode }) {
  return <Base.GroupLabel className="px-2 pt-1.5 pb-1 text-xs text-faint">{children}</Base.GroupLabel>;
}
