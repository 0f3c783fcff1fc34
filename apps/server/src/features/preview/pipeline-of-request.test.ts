// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of topics.yaml are written like this.
import type { PreviewRequest } from '@penstock/control/server-api';
import { describe, expect, it } from 'vitest';
import { pipelineOf } from './pipeline-of-request';

const files = {
  'penstock.yaml':
    'environments:\n  local:\n    variables: {stage: from-file}\n  live:\n    variables: {stage: live}\n',
  'config/topics.yaml': `topics:
  orders:
    topic: \${stage}-orders
    enabled: true
    kafka_group_id: g
    format: json
    source_schema: [{name: id, type: BIGINT}]
    sink: {table_name: t, schema: [{name: id, type: BIGINT}]}
    transformation: all
`,
  'transformations/all.sql': 'SELECT id FROM {source_table}',
};
const topicWith = (environment?: PreviewRequest['environment']) =>
  pipelineOf({
    projectId: crypto.randomUUID(),
    pipelineKey: 'orders',
    files,
    messages: [],
    now: new Date(0).toISOString(),
    ...(environment ? { environment } : {}),
  }).kafkaTopic;

describe('the pipeline of a preview', () => {
  it('is resolved with the variables that its environment has, which win over those of the file', () => {
    expect(topicWith()).toBe('from-file-orders');
    expect(topicWith({ name: 'live', variables: {} })).toBe('live-orders');
    expect(topicWith({ name: 'local', variables: { stage: 'own' } })).toBe('own-orders');
  });
});
