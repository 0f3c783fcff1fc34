'use client';

import type { ReactNode } from 'react';
import { DeployHost, PipelineActions } from '../../deploy';
import { PipelineHeading } from './pipeline-heading';
import { PipelineTabs } from './pipeline-tabs';

/** Header with status and actions, tabs, and the tab's page below. */
export function PipelineFrame({ pipelineKey, children }: { pipelineKey: string; children: ReactNode }) {
  return (
    <DeployHost>
      <header className="flex min-h-[52px] flex-wrap items-center gap-x-2.5 gap-y-1.5 px-4 pt-3 pb-2.5">
        <PipelineHeading pipelineKey={pipelineKey} />
        <div className="ml-auto flex items-center gap-2">
          <PipelineActions pipelineKey={pipelineKey} />
        </div>
      </header>
      <PipelineTabs pipelineKey={pipelineKey} />
      <div className="flex min-h-0 flex-1 flex-col">{children}</div>
    </DeployHost>
  );
}
