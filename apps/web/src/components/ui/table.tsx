import type { ComponentProps } from 'react';
import { cn } from '../../lib/cn';

/** 32 px rows, borders between them; wrap in a scrolling element. */
export function Table({ className, ...props }: ComponentProps<'table'>) {
  return <table className={cn('w-full border-collapse', className)} {...props} />;
}

export function Th({ className, numeric, ...props }: ComponentProps<'th'> & { numeric?: boolean }) {
  return (
    <th
      scope="col"
      className={cn(
        'border-b px-2.5 py-1.5 text-left text-xs font-[550] whitespace-nowrap text-faint first:pl-4 last:pr-4',
        numeric && 'text-right',
        className,
      )}
      {...props}
    />
  );
}

export function Tr({ className, ...props }: ComponentProps<'tr'>) {
  return <tr className={cn('group hover:bg-sunken', className)} {...props} />;
}

export function Td({ className, numeric, ...props }: ComponentProps<'td'> & { numeric?: boolean }) {
  return (
    <td
      className={cn(
        'h-row border-b px-2.5 whitespace-nowrap first:pl-4 last:pr-4',
        numeric && 'text-right tabular-nums',
        className,
      )}
      {...props}
    />
  );
}
