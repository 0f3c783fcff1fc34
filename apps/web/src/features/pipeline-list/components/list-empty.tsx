'use client';

import { SearchX, Workflow } from 'lucide-react';
import { Button } from '../../../components/ui/button';
import { EmptyState } from '../../../components/ui/empty-state';
import { NewPipelineButton } from '../../new-pipeline';

export function NoPipelines() {
  return (
    <EmptyState title="No pipelines yet" icon={<Workflow />} actions={<NewPipelineButton />}>
      A pipeline reads a Kafka topic, runs your SQL over each record and writes a table. You see the rows of
      real messages while you type.
    </EmptyState>
  );
}

export function NothingFits({ onClear }: { onClear(): void }) {
  return (
    <EmptyState
      title="No pipeline fits the filter"
      icon={<SearchX />}
      actions={<Button onClick={onClear}>Clear the filter</Button>}
    >
      Names, Kafka topics and tables are searched.
    </EmptyState>
  );
}
