import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { openSplash } from './splash.mjs';

test('the page answers "not there yet" and tells the state of the parts', async () => {
  const splash = await openSplash(21_000 + Math.floor(Math.random() * 9_000), () => ({
    parts: [{ name: 'kafka', state: 'fetching', progress: 61 }],
  }));
  try {
    const page = await fetch(`http://127.0.0.1:${splash.port}/projects/x`);
    expect(page.status).toBe(503);
    expect(await page.text()).toContain('Penstock is starting');
    const health = await fetch(`http://127.0.0.1:${splash.port}/api/health`);
    expect(health.headers.get('x-penstock-starting')).toBe('1');
    expect(await health.json()).toEqual({
      status: 'starting',
      parts: [{ name: 'kafka', state: 'fetching', progress: 61 }],
    });
  } finally {
    splash.close();
  }
});

test('a port of another program is passed over', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const taken = other.address().port;
  const splash = await openSplash(taken, () => ({ parts: [] }));
  expect(splash.port).toBeGreaterThan(taken);
  splash.close();
  other.close();
});

test('after the web app is gone the page stands on the same port again', async () => {
  const splash = await openSplash(21_000 + Math.floor(Math.random() * 9_000), () => ({ parts: [] }));
  splash.close();
  await splash.listening();
  expect((await fetch(`http://127.0.0.1:${splash.port}/`)).status).toBe(503);
  splash.close();
});
