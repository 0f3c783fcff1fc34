import type { ComponentProps, ReactNode } from 'react';
import { cn } from '../../lib/cn';

/** A bordered surface with an optional header row; `title` is the small grey heading, `aside` stands at its right end. */
export function Panel({
  title,
  note,
  aside,
  className,
  bodyClassName,
  children,
  ...props
}: Omit<ComponentProps<'section'>, 'title'> & {
  title?: ReactNode;
  note?: ReactNode;
  aside?: ReactNode;
  bodyClassName?: string;
}) {
  return (
    <section
      className={cn('flex min-w-0 flex-col overflow-hidden rounded-lg border bg-panel', className)}
      {...props}
    >
      {title || aside ? (
        <header className="flex min-h-[38px] items-center gap-2 border-b px-2.5 py-1">
          {title ? <h2 className="m-0 text-sm font-semibold text-muted">{title}</h2> : null}
          {note ? <span className="min-w-0 truncate font-mono text-xs text-muted">{note}</span> : null}
          {aside ? <div className="ml-auto flex items-center gap-1.5">{aside}</div> : null}
        </header>
      ) : null}
      <div className={cn('min-h-0 flex-1', bodyClassName)}>{children}</div>
    </section>
  );
}
