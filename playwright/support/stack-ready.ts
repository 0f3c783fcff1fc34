import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const limitMs = 300_000;
const settled = ['ready', 'absent'];

/** The page is up before Kafka and the extensions are: wait for these as well, once, before the first test. */
async function stackReady(): Promise<void> {
  const file = join(process.env.PENSTOCK_E2E_DATA ?? '', 'status.json');
  const needed = ['web', 'server', 'runner', 'kafka', 'extensions', 'generator'];
  const end = Date.now() + limitMs;
  for (;;) {
    const { parts } = JSON.parse(readFileSync(file, 'utf8')) as {
      parts: { name: string; state: string; detail?: string }[];
    };
    const open = needed.filter(
      (name) => !settled.includes(parts.find((part) => part.name === name)?.state ?? ''),
    );
    if (open.length === 0) return;
    if (Date.now() > end)
      throw new Error(`waited ${limitMs / 1000} s for ${open.join(', ')}: ${JSON.stringify(parts)}`);
    await delay(250);
  }
}

// biome-ignore lint/style/noDefaultExport: Playwright's contract for a global setup
export default stackReady;
