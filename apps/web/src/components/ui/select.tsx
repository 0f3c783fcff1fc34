'use client';

import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '../../lib/cn';

export type SelectOption<V extends string> = {
  value: V;
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean;
};

type SelectProps<V extends string> = {
  value: V;
  onChange(value: V): void;
  options: readonly SelectOption<NoInfer<V>>[];
  /** Read by screen readers; shown before the value when `prefix` is set. */
  label: string;
  prefix?: boolean;
  disabled?: boolean;
  className?: string;
};

export function Select<V extends string>(props: SelectProps<V>) {
  const { value, onChange, options, label, prefix, disabled, className } = props;
  const items = options.map((option) => ({ value: option.value, label: option.label }));
  return (
    <Base.Root
      items={items}
      value={value}
      onValueChange={(next) => next !== null && onChange(next)}
      disabled={disabled}
    >
      <Base.Trigger
        aria-label={label}
        className={cn(
          'inline-flex h-7 max-w-full min-w-0 items-center gap-1.5 rounded-md border border-line bg-panel px-2 whitespace-nowrap select-none hover:not-data-disabled:border-line-strong data-disabled:opacity-50',
          className,
        )}
      >
        {prefix ? <span className="text-muted">{label}</span> : null}
        <Base.Value className="min-w-0 truncate font-[550]" />
        <Base.Icon className="ml-auto text-faint">
          <ChevronDown className="size-3.5" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} align="start" className="outline-none">
          <Base.Popup className="max-h-[min(360px,var(--available-height))] min-w-[var(--anchor-width)] overflow-auto rounded-lg border border-line-strong bg-panel p-1 shadow-pop outline-none transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0">
            {options.map((option) => (
              <Base.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled}
                className="grid min-h-7 grid-cols-[16px_1fr_auto] items-center gap-1.5 rounded-sm py-1 pr-2 pl-1 outline-none select-none data-disabled:opacity-50 data-highlighted:bg-accent-soft"
              >
                <Base.ItemIndicator className="col-start-1">
                  <Check className="size-3.5 text-accent" />
                </Base.ItemIndicator>
                <Base.ItemText className="col-start-2">{option.label}</Base.ItemText>
                {option.hint ? (
                  <span className="col-start-3 pl-3 text-sm text-muted">{option.hint}</span>
                ) : null}
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
