import { beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';

// Only a marker that stops a client bundle; it throws in any process that is not a React server.
vi.mock('server-only', () => ({}));

const port = '4871';
const host = `127.0.0.1:${port}`;
const origin = `http://${host}`;
const secret = 'k'.repeat(64);

vi.stubEnv('PORT', port);
vi.stubEnv('PENSTOCK_SECRET_KEY', secret);
vi.stubEnv('PENSTOCK_SERVER_URL', 'http://127.0.0.1:1');
vi.stubEnv('PENSTOCK_INTERNAL_TOKEN', 'x');
// Nothing listens there: a procedure that asked the database before refusing would answer something else.
vi.stubEnv('DATABASE_URL', 'postgresql://nobody@127.0.0.1:1/none');

const { appRouter } = await import('./router');
const { procedure } = await import('./procedure');
const { issueSession } = await import('../session/token');
const { GET, POST } = await import('../../app/api/trpc/[trpc]/route');

type Kind = 'query' | 'mutation' | 'subscription';
// Typed as the nested routers, but flat by path at run time.
const byPath = appRouter._def.procedures as unknown as Record<string, { _def: { type: Kind } }>;
const procedures = Object.entries(byPath).map(([path, { _def }]) => ({ path, type: _def.type }));
async function ask(
  path: string,
  type: Kind,
  headers: Record<string, string>,
  input: unknown = {},
): Promise<{ status: number; code: unknown; zod: unknown }> {
  const url = `${origin}/api/trpc/${path}`;
  const response =
    type === 'mutation'
      ? await POST(
          new Request(url, {
            method: 'POST',
            headers: { host, 'content-type': 'application/json', ...headers },
            body: JSON.stringify(input),
          }),
        )
      : await GET(
          new Request(`${url}?input=${encodeURIComponent(JSON.stringify(input))}`, {
            headers: { host, ...headers },
          }),
        );
  const text = await response.text();
  // A stream has begun its answer before it can refuse: the refusal is its one event.
  const event = /event: serialized-error\ndata: (.*)/.exec(text)?.[1];
  const { error } = answerSchema.parse(event ? { error: JSON.parse(event) } : JSON.parse(text));
  return { status: error.data.httpStatus, code: error.data.appError.code, zod: error.data.zodError };
}

const answerSchema = z.object({
  error: z.object({
    data: z.object({
      httpStatus: z.number(),
      appError: z.object({ code: z.string() }),
      zodError: z.unknown(),
    }),
  }),
});

describe('every procedure', () => {
  let cookie: string;
  beforeAll(() => {
    cookie = `penstock-session-${port}=${issueSession('local', secret, Date.now())}`;
  });

  it('is in the list this test walks through', () => {
    expect(procedures.length).toBeGreaterThan(25);
  });

  it.each(procedures)('$path refuses without a session', async ({ path, type }) => {
    expect(await ask(path, type, {})).toMatchObject({ status: 401, code: 'unauthenticated' });
  });

  it.each(procedures)('$path refuses a session signed with another key', async ({ path, type }) => {
    const forged = `penstock-session-${port}=${issueSession('local', 'z'.repeat(64), Date.now())}`;
    expect(await ask(path, type, { cookie: forged })).toMatchObject({ status: 401, code: 'unauthenticated' });
  });

  it.each(procedures)(
    '$path refuses a foreign origin, a null origin and a foreign host, even with the session',
    async ({ path, type }) => {
      const foreign: Record<string, string>[] = [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { host: `evil.example:${port}` },
        { 'sec-fetch-site': 'cross-site' },
      ];
      for (const headers of foreign) {
        expect(await ask(path, type, { cookie, ...headers }), JSON.stringify(headers)).toMatchObject({
          status: 403,
          code: 'forbidden',
        });
      }
    },
  );

  it('lets the session in from our own origin, so that the refusals above mean something', async () => {
    const answer = await ask('pipelines.list', 'query', { cookie, origin });
    expect(answer).toMatchObject({
      status: 400,
      code: 'bad_input',
      zod: { fieldErrors: { projectId: expect.any(Array) } },
    });
  });

  it('says that the database is away, and not where it is', async () => {
    const answer = await ask('projects.get', 'query', { cookie, origin }, { projectId: crypto.randomUUID() });
    expect(answer).toMatchObject({ status: 503, code: 'unavailable' });
  });

  it('cannot be made without a rule, nor with a rule for another kind of resource', () => {
    const input = z.object({ projectId: z.string() });
    const attempts = () => {
      // @ts-expect-error no action, no input, no resource
      procedure();
      // @ts-expect-error an action nobody has defined
      procedure('project.explode', input, ({ projectId }) => ({ kind: 'project', projectId }));
      // @ts-expect-error the action is about a project, not about nothing
      procedure('project.read', input, () => ({ kind: 'none' }));
    };
    expect(attempts).toBeTypeOf('function');
  });
});
