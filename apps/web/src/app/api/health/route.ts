import { readHealth } from '../../../server/health/read-health';

export const dynamic = 'force-dynamic';

/** 200 once every part is up, else 503; names and states only, so it needs no session. */
export async function GET(): Promise<Response> {
  const health = await readHealth();
  const parts = health.parts.map(({ name, state, percent }) => ({ name, state, percent }));
  return Response.json(
    { ok: health.ok, parts },
    { status: health.ok ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  );
}
