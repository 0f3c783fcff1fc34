import type { PipelineRow } from '@penstock/control/contracts';
import { describe, expect, it } from 'vitest';
import { countByStatus, filterRows } from './filter-rows';

const row = (key: string, extra: Partial<PipelineRow> = {}): PipelineRow => ({
  id: 'p',
  key,
  kafkaTopic: key,
  table: key.replace('-', '_'),
  enabled: true,
  inDraft: false,
  draftDiffers: false,
  valid: true,
  latestVersion: 1,
  deployment: null,
  spark: [],
  changedBy: 'You',
  changedAt: '2026-11-21T12:00:00Z',
  ...extra,
});

const rows = [row('bid-events'), row('order-events', { table: 'orders' }), row('new-one', { id: null })];

describe('the list of pipelines', () => {
  it('finds every word in name, Kafka topic or table, in any order and case', () => {
    expect(filterRows(rows, 'ORDERS events', 'all', 0).map(({ key }) => key)).toEqual(['order-events']);
    expect(filterRows(rows, 'events', 'all', 0)).toHaveLength(2);
    expect(filterRows(rows, '  ', 'all', 0)).toHaveLength(3);
  });

  it('counts exactly the rows each filter then shows', () => {
    const counts = countByStatus(rows, 0);
    for (const status of ['all', 'running', 'failing', 'stopped', 'draft'] as const)
      expect(filterRows(rows, '', status, 0)).toHaveLength(counts[status]);
    expect(counts).toMatchObject({ all: 3, stopped: 2, draft: 1 });
  });
});
