import type { ReactNode } from 'react';

/** Nothing here yet, or nothing that fits the filter: say which, and what to do next. */
export function EmptyState({
  title,
  children,
  actions,
  icon,
}: {
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  icon?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-center gap-2 px-6 py-14 text-center">
      {icon ? <div className="text-faint [&_svg]:size-6">{icon}</div> : null}
      <p className="m-0 text-lg font-semibold">{title}</p>
      {children ? <div className="max-w-[52ch] text-muted">{children}</div> : null}
      {actions ? <div className="mt-2 flex flex-wrap justify-center gap-2">{actions}</div> : null}
    </div>
  );
}
