'use client';

import { Server, Settings, Table2, Workflow } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { cn } from '../../lib/cn';
import { useRailCounts } from './use-rail-counts';

const items = [
  { href: '/pipelines', label: 'Pipelines', icon: Workflow, count: 'pipelines' },
  { href: '/tables', label: 'Tables', icon: Table2, count: null },
  { href: '/runners', label: 'Runners', icon: Server, count: 'runners' },
  { href: '/settings', label: 'Settings', icon: Settings, count: null },
] as const;

export function Rail() {
  const pathname = usePathname();
  const counts = useRailCounts();
  return (
    <nav aria-label="Main" className="row-start-3 flex flex-col gap-px border-r px-2 py-2.5">
      {items.map(({ href, label, icon: Icon, count }) => {
        const active = pathname.startsWith(href);
        return (
          <Link
            key={href}
            href={href}
            title={label}
            aria-current={active ? 'page' : undefined}
            className={cn(
              'flex items-center gap-2 rounded-md px-2 py-[5px] text-muted hover:bg-sunken hover:text-fg max-[960px]:justify-center',
              active && 'bg-accent-soft font-[550] text-fg hover:bg-accent-soft',
            )}
          >
            <Icon aria-hidden className="hidden size-4 max-[960px]:block" />
            <span className="max-[960px]:sr-only">{label}</span>
            <span className="ml-auto text-muted max-[960px]:hidden">
              {count === null ? '' : (counts[count] ?? '')}
            </span>
          </Link>
        );
      })}
    </nav>
  );
}
