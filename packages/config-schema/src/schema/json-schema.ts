import { z } from 'zod';
import { topicsFileSchema } from './topics';

/** JSON Schema (draft 2020-12) of config/topics.yaml as it is written, for completion and hover in a YAML editor. */
export function topicsJsonSchema(): Record<string, unknown> {
  const schema: Record<string, unknown> = z.toJSONSchema(topicsFileSchema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      if (jsonSchema.written !== 'text') return;
      jsonSchema.type = 'string';
      for (const key of ['written', 'minimum', 'maximum'] as const) delete jsonSchema[key];
    },
  });
  return schema;
}
