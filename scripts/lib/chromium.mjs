import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { installDebian } from './debian.mjs';
import { onPath } from './on-path.mjs';
import { root } from './root.mjs';
import { runTool } from './run.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The browser for the tests: PENSTOCK_CHROMIUM, one on PATH, or the one that Playwright installed. */
export function findChromium() {
  const given = process.env.PENSTOCK_CHROMIUM;
  if (given) {
    if (!existsSync(given)) throw new Error(`PENSTOCK_CHROMIUM names ${given}, which does not exist.`);
    return given;
  }
  return onPath(names) ?? playwrightsOwn();
}

/** Finds a browser or installs one: Debian's as root, else Playwright's. @param {(line: string) => void} say */
export async function ensureChromium(say) {
  const found = findChromium();
  if (found) return found;
  say("No Chromium here; installing Debian's where this is Debian.");
  await installDebian(['chromium', 'fonts-liberation']);
  if (!findChromium()) {
    say('Asking Playwright for its Chromium.');
    await runTool('@playwright/test/cli.js', ['install', 'chromium']);
  }
  const installed = findChromium();
  if (installed) return installed;
  throw new Error(
    'No Chromium could be found or installed for the browser tests. Install one and set PENSTOCK_CHROMIUM to its path.',
  );
}

function playwrightsOwn() {
  const path = createRequire(`${root}/package.json`)('@playwright/test').chromium.executablePath();
  return existsSync(path) ? path : undefined;
}
