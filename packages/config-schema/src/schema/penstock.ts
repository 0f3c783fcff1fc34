import { z } from 'zod';
import { text, word } from './fields';
import { engineNames, sharedKeys, sinkSchema } from './topics';

export const flinkVersions = ['1.20', '2.x'] as const;
export type FlinkVersion = (typeof flinkVersions)[number];

const timeZone = () =>
  text('a time zone such as UTC or Europe/Zurich', 64).refine(
    isTimeZone,
    'must be a time zone such as UTC or Europe/Zurich.',
  );

const variables = z.record(z.string(), text('a text', 4000), { error: 'must be lines "name: value".' });

export const environmentSchema = z.object(
  {
    engine: word(engineNames).optional(),
    connection: text('the name of a connection', 128).optional(),
    connections: z
      .record(z.string(), text('the name of a connection', 128), {
        error: 'must be lines "name in topics.yaml: connection".',
      })
      .optional(),
    variables: variables.optional(),
  },
  { error: 'must be a map with "variables", "connections" or "engine".' },
);

export const defaultsSchema = z.object(
  {
    ...sharedKeys,
    sink: sinkSchema.pick({ type: true, namespace: true, path: true, properties: true }).optional(),
  },
  { error: 'must be a map of keys of topics.yaml.' },
);

export const penstockFileSchema = z.object(
  {
    name: text('a name for the project', 128).optional(),
    description: text('a text', 4000).optional(),
    flink_version: word(flinkVersions).optional(),
    time_zone: timeZone().optional(),
    defaults: defaultsSchema.optional(),
    environments: z
      .record(z.string(), environmentSchema, { error: 'must be a map of environments by name.' })
      .optional(),
  },
  { error: 'must be a map with "name", "defaults" and "environments".' },
);

export type PenstockFile = z.infer<typeof penstockFileSchema>;

const known = new Map<string, boolean>([['UTC', true]]);

/** Remembered, because asking `Intl` takes milliseconds and is asked at every key typed. */
function isTimeZone(name: string): boolean {
  const before = known.get(name);
  if (before !== undefined) return before;
  let is = true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    is = false;
  }
  if (known.size < 1000) known.set(name, is);
  return is;
}
