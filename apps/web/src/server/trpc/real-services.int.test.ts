import { createTestDatabase } from '@penstock/local-stack/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';

// Only a marker that stops a client bundle; it throws in any process that is not a React server.
vi.mock('server-only', () => ({}));

const port = '4872';
const origin = `http://127.0.0.1:${port}`;
const secret = 'k'.repeat(64);
vi.stubEnv('PORT', port);
vi.stubEnv('PENSTOCK_SECRET_KEY', secret);
vi.stubEnv('PENSTOCK_SERVER_URL', 'http://127.0.0.1:1');
vi.stubEnv('PENSTOCK_INTERNAL_TOKEN', 'x');

const { issueSession } = await import('../session/token');
const { GET, POST } = await import('../../app/api/trpc/[trpc]/route');
const { control } = await import('../control');

const topics = (key: string) => `topics:
  ${key}:
    enabled: true
    kafka_group_id: g
    format: json
    source_schema:
      - name: id
        type: BIGINT
    sink:
      table_name: t_${key.replace('-', '_')}
      schema:
        - name: id
          type: BIGINT
    transformation: all_of_it
`;

const answer = z.object({
  result: z.object({ data: z.unknown() }).optional(),
  error: z
    .object({
      data: z.object({
        httpStatus: z.number(),
        appError: z.looseObject({ code: z.string(), message: z.string() }),
      }),
    })
    .optional(),
});

const headers = () => ({
  host: `127.0.0.1:${port}`,
  origin,
  'content-type': 'application/json',
  cookie: `penstock-session-${port}=${issueSession('local', secret, Date.now())}`,
});

async function read(response: Promise<Response>) {
  const { result, error } = answer.parse(await (await response).json());
  return { data: result?.data, status: error?.data.httpStatus ?? 200, code: error?.data.appError.code };
}
const query = (path: string, input?: unknown) =>
  read(
    GET(
      new Request(`${origin}/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input ?? null))}`, {
        headers: headers(),
      }),
    ),
  );
const command = (path: string, input: unknown) =>
  read(
    POST(
      new Request(`${origin}/api/trpc/${path}`, {
        method: 'POST',
        headers: headers(),
        body: JSON.stringify(input),
      }),
    ),
  );

const projectSchema = z.looseObject({
  id: z.string(),
  environments: z.array(z.object({ id: z.string() })),
  headRevision: z.object({ id: z.string() }),
});
const rowsSchema = z.array(z.looseObject({ id: z.string(), key: z.string() }));

describe('procedures over the real services', () => {
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let mine: z.infer<typeof projectSchema>;
  let other: z.infer<typeof projectSchema>;
  let otherPipelineId: string;

  const importProject = async (slug: string, key: string) =>
    projectSchema.parse(
      (
        await command('projects.importFolder', {
          slug,
          name: slug,
          files: {
            'config/topics.yaml': topics(key),
            'transformations/all_of_it.sql': 'SELECT id FROM {source_table}\n',
          },
        })
      ).data,
    );

  beforeAll(async () => {
    database = await createTestDatabase();
    vi.stubEnv('DATABASE_URL', database.url);
    mine = await importProject('mine', 'order-events');
    other = await importProject('other', 'bid-events');
    const rows = await query('pipelines.list', {
      projectId: other.id,
      environmentId: other.environments[0]?.id,
    });
    otherPipelineId = rowsSchema.parse(rows.data)[0]?.id ?? '';
  });
  afterAll(async () => {
    await (await control()).close();
    await database.drop();
  });

  it('show what was imported', async () => {
    const rows = await query('pipelines.list', {
      projectId: mine.id,
      environmentId: mine.environments[0]?.id,
    });
    expect(rowsSchema.parse(rows.data).map(({ key }) => key)).toEqual(['order-events']);
  });

  it('do not give out ids of another project under the name of mine', async () => {
    const swapped = [
      await query('pipelines.versions', { projectId: mine.id, pipelineId: otherPipelineId }),
      await query('pipelines.list', { projectId: mine.id, environmentId: other.environments[0]?.id }),
      await query('deployments.forPipeline', {
        projectId: mine.id,
        pipelineId: otherPipelineId,
        environmentId: mine.environments[0]?.id,
      }),
      await query('deployments.plan', {
        projectId: mine.id,
        pipelineId: otherPipelineId,
        environmentId: mine.environments[0]?.id,
        versionNumber: 1,
      }),
      await command('pipelines.remove', { projectId: mine.id, pipelineId: otherPipelineId }),
      await command('samples.save', {
        projectId: mine.id,
        pipelineId: otherPipelineId,
        name: 's',
        jsonl: '',
        source: 'test',
      }),
      await query('runs.events', { projectId: mine.id, deploymentId: crypto.randomUUID() }),
    ];
    expect(swapped.map(({ status }) => status)).toEqual(swapped.map(() => 404));
    expect(
      (await query('pipelines.versions', { projectId: other.id, pipelineId: otherPipelineId })).status,
    ).toBe(200);
  });

  it('do not begin a draft on a revision of another project', async () => {
    const files = { 'transformations/all_of_it.sql': 'SELECT 1' };
    const foreign = { projectId: mine.id, baseRevisionId: other.headRevision.id, files, known: {} };
    expect(await command('drafts.save', foreign)).toMatchObject({ status: 404, code: 'not_found' });
  });

  it('say that the server is away while everything else goes on', async () => {
    const topicsOfEnvironment = await query('messages.topics', {
      projectId: mine.id,
      environmentId: mine.environments[0]?.id,
    });
    expect(topicsOfEnvironment).toMatchObject({ status: 503, code: 'unavailable' });
  });

  it('tell an open page at once when a project moves', async () => {
    const leaving = new AbortController();
    const response = await GET(
      new Request(`${origin}/api/trpc/live.changes`, { headers: headers(), signal: leaving.signal }),
    );
    const reader = (response.body ?? new ReadableStream<Uint8Array>()).getReader();
    const decoder = new TextDecoder();
    let text = '';
    const until = async (wanted: string) => {
      while (!text.includes(wanted)) {
        const { value, done } = await reader.read();
        if (done) throw new Error(`the stream ended before ${wanted} came`);
        text += decoder.decode(value, { stream: true });
      }
    };
    await until('"everything":true');
    const { data } = await query('drafts.get', { projectId: mine.id });
    await command('drafts.save', {
      projectId: mine.id,
      baseRevisionId: mine.headRevision.id,
      files: { 'transformations/all_of_it.sql': 'SELECT id AS id FROM {source_table}\n' },
      known: z.object({ stamps: z.record(z.string(), z.string()) }).parse(data).stamps,
    });
    await until(`"draftProjectIds":["${mine.id}"]`);
    await command('publishing.publish', {
      projectId: mine.id,
      baseRevisionId: mine.headRevision.id,
      message: 'Named it',
    });
    await until(mine.id);
    leaving.abort();
    await reader.cancel();
  });
});
