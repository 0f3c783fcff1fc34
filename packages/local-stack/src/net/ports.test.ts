import { expect, test } from 'vitest';
import { freePort, isPortFree } from './ports';

test('a free port is not one that the system hands to outgoing connections', async () => {
  const ports = await Promise.all(Array.from({ length: 50 }, () => freePort()));
  for (const port of ports) expect(port).toBeLessThan(32_768);
  expect(await isPortFree(ports[0] ?? 0)).toBe(true);
});
