'use client';

import Link from 'next/link';
import { useSelectedLayoutSegment } from 'next/navigation';
import { tabClass } from '../../../components/ui/tabs';

const tabs = [
  { segment: 'edit', label: 'Edit' },
  { segment: 'runs', label: 'Runs' },
  { segment: 'versions', label: 'Versions' },
  { segment: 'data', label: 'Data' },
] as const;

export function PipelineTabs({ pipelineKey }: { pipelineKey: string }) {
  const active = useSelectedLayoutSegment();
  return (
    <nav aria-label="Pipeline" className="flex shrink-0 gap-0.5 border-b px-3">
      {tabs.map(({ segment, label }) => (
        <Link
          key={segment}
          href={`/pipelines/${encodeURIComponent(pipelineKey)}/${segment}`}
          aria-current={active === segment ? 'page' : undefined}
          className={tabClass(active === segment)}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
