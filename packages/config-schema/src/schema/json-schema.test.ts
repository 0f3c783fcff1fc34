import { expect, test } from 'vitest';
import { topicsJsonSchema } from './json-schema';

test('the JSON Schema of topics.yaml describes what an author writes', () => {
  const entry = {
    type: 'object',
    properties: {
      scan_mode: { enum: ['earliest-offset', 'latest-offset', 'group-offsets', 'timestamp'] },
      checkpoint_interval: { type: 'string' },
      enabled: { type: 'boolean' },
      parallelism: { type: 'integer' },
    },
  };
  expect(topicsJsonSchema()).toMatchObject({ properties: { topics: { additionalProperties: entry } } });
});
