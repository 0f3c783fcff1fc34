'use client';

import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import { cn } from '../../lib/cn';

export type TabItem<V extends string> = { value: V; label: ReactNode };

/** The list of tabs with an underline; put `TabPanel`s inside `children`. For routes use links with `tabClass`. */
export function Tabs<V extends string>(props: {
  value: V;
  onChange(value: V): void;
  items: readonly TabItem<NoInfer<V>>[];
  label: string;
  /** At the right end of the tab row. */
  extra?: ReactNode;
  className?: string;
  children?: ReactNode;
}) {
  const { value, onChange, items, label, extra, className, children } = props;
  return (
    <Base.Root
      value={value}
      onValueChange={(next) => onChange(next)}
      className={cn('flex min-h-0 flex-col', className)}
    >
      <div className="flex items-center gap-0.5 border-b px-3">
        <Base.List aria-label={label} className="flex gap-0.5">
          {items.map((item) => (
            <Base.Tab key={item.value} value={item.value} className={tabClass(item.value === value)}>
              {item.label}
            </Base.Tab>
          ))}
        </Base.List>
        {extra ? <div className="ml-auto flex items-center gap-2">{extra}</div> : null}
      </div>
      {children}
    </Base.Root>
  );
}

export const TabPanel = Base.Panel;

export function tabClass(active: boolean): string {
  return cn(
    '-mb-px inline-flex items-center gap-1.5 border-b-2 border-transparent px-2.5 pt-1.5 pb-2 text-muted whitespace-nowrap hover:text-fg',
    active && 'border-accent font-[550] text-fg',
  );
}
