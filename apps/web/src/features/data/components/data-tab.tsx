'use client';

import { Database } from 'lucide-react';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { Badge } from '../../../components/ui/badge';
import { EmptyState } from '../../../components/ui/empty-state';
import { ErrorState } from '../../../components/ui/error-state';
import { SkeletonRows } from '../../../components/ui/skeleton';
import { TabPanel, Tabs } from '../../../components/ui/tabs';
import { formatCount } from '../../../lib/format';
import { usePipeline } from '../../pipeline-page/use-pipeline';
import { SetAsideList } from './set-aside-list';
import { TableRows } from './table-rows';

const parts = ['table', 'set-aside'] as const;

export function DataTab({ pipelineKey }: { pipelineKey: string }) {
  const { query, row } = usePipeline(pipelineKey);
  const [part, setPart] = useQueryState('part', parseAsStringLiteral(parts).withDefault('table'));
  if (query.isError && !query.data)
    return (
      <ErrorState
        title="The pipeline could not be read"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  if (query.isPending) return <SkeletonRows rows={8} label="Loading data" />;
  const deployment = row?.deployment;
  if (!row || !deployment) {
    return (
      <EmptyState title="No data yet" icon={<Database />}>
        Once this pipeline is deployed, the newest rows of its table and the records it set aside stand here.
      </EmptyState>
    );
  }
  const aside = deployment.live?.totals.setAside ?? '0';
  const items = [
    { value: 'table', label: 'Table' },
    {
      value: 'set-aside',
      label: <>Set aside {aside === '0' ? null : <Badge tone="warn">{formatCount(aside)}</Badge>}</>,
    },
  ] as const;
  return (
    <Tabs value={part} onChange={(next) => void setPart(next)} items={items} label="Data" className="flex-1">
      <TabPanel value="table" className="flex min-h-0 flex-1 flex-col">
        <TableRows deploymentId={deployment.id} />
      </TabPanel>
      <TabPanel value="set-aside" className="flex min-h-0 flex-1 flex-col">
        <SetAsideList deploymentId={deployment.id} />
      </TabPanel>
    </Tabs>
  );
}
