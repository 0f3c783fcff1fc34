// For container health checks: exits 0 when the address answers below 400. The internal token is sent when there is one.
const headers = process.env.PENSTOCK_INTERNAL_TOKEN
  ? { authorization: `Bearer ${process.env.PENSTOCK_INTERNAL_TOKEN}` }
  : {};
const answer = await fetch(process.argv[2] ?? '', { headers, signal: AbortSignal.timeout(4_000) }).catch(
  () => undefined,
);
process.exit(answer && answer.status < 400 ? 0 : 1);
