'use client';

import { Button as BaseButton } from '@base-ui/react/button';
import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { cn } from '../../lib/cn';

export const buttonVariants = cva(
  'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border whitespace-nowrap select-none transition-colors duration-100 disabled:opacity-50 data-disabled:opacity-50 [&_svg]:size-3.5 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        default: 'border-line-strong bg-panel text-fg hover:not-disabled:bg-sunken',
        primary:
          'border-accent bg-accent font-[550] text-on-accent hover:not-disabled:border-accent-hover hover:not-disabled:bg-accent-hover',
        quiet:
          'border-transparent bg-transparent text-muted hover:not-disabled:bg-sunken hover:not-disabled:text-fg',
        danger: 'border-bad bg-panel text-bad hover:not-disabled:bg-bad-soft',
      },
      size: {
        default: 'h-7 px-2.5',
        small: 'h-[22px] rounded-sm px-2 text-sm',
        icon: 'size-7 p-0',
        'icon-small': 'size-[22px] rounded-sm p-0',
      },
    },
    defaultVariants: { variant: 'default', size: 'default' },
  },
);

type ButtonProps = ComponentProps<typeof BaseButton> &
  VariantProps<typeof buttonVariants> & { className?: string };

/** An icon-only button needs `aria-label`. `render` swaps the element, e.g. for a link. */
export function Button({ className, variant, size, ...props }: ButtonProps) {
  return <BaseButton className={cn(buttonVariants({ variant, size }), className)} {...props} />;
}
