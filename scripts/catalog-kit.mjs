// node scripts/catalog-kit.mjs URI [--token T] [--warehouse DIR] [--only TEST] [--log FILE]: Iceberg's published REST
// compatibility kit against a catalog, which has to be empty. The kit asks for tables at file:/tmp/<namespace>/<table>;
// with --warehouse they are asked for there. Last line: "N passed, N failed, N aborted".
// Exit code 0: none failed, 1: some failed, 77: skipped, with the reason printed.
import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { parseArgs } from 'node:util';
import { compiled, icebergKit } from './lib/iceberg-kit.mjs';
import { root } from './lib/root.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    token: { type: 'string' },
    warehouse: { type: 'string' },
    only: { type: 'string' },
    log: { type: 'string' },
  },
});
const [uri] = positionals;
if (uri === undefined) {
  console.error('node scripts/catalog-kit.mjs URI [--token T] [--warehouse DIR] [--only TEST] [--log FILE]');
  process.exit(2);
}
const kit = await icebergKit();
if ('missing' in kit) skip(kit.missing);
else await runKit(kit);

/** @param {string} reason */
function skip(reason) {
  console.log(`skipped: ${reason}`);
  process.exitCode = 77;
}

/** @param {{ java: string, jars: string }} kit */
async function runKit(kit) {
  const own =
    values.warehouse === undefined
      ? null
      : await compiled(kit, `${root}/scripts/iceberg-kit/WarehouseKit.java`);
  if (own !== null && 'missing' in own) return skip(own.missing);
  try {
    report(await outputOf(kit, own?.classes ?? null));
  } finally {
    if (own !== null) rmSync(own.classes, { recursive: true, force: true });
  }
}

/** @param {string} output */
function report(output) {
  if (values.log !== undefined) writeFileSync(values.log, output);
  for (const line of output.split('\n')) if (line.includes('[X]')) console.log(line.trim());
  const [passed = 0, failed = 0, aborted = 0] = ['successful', 'failed', 'aborted'].map((word) =>
    Number(new RegExp(`\\[ +(\\d+) tests ${word}`).exec(output)?.[1] ?? 0),
  );
  if (passed === 0) console.log(output.slice(-2000));
  console.log(`${passed} passed, ${failed} failed, ${aborted} aborted`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

/** @param {{ java: string, jars: string }} kit @param {string | null} classes @returns {Promise<string>} */
function outputOf({ java, jars }, classes) {
  const suite = `org.apache.iceberg.rest.${classes === null ? 'RESTCompatibilityKitCatalogTests' : 'WarehouseKit'}`;
  const what = values.only ? ['--select-method', `${suite}#${values.only}`] : ['--select-class', suite];
  const child = spawn(
    java,
    [
      ...['-Xmx512m', '-Drck.local=false', '-Drck.requires-namespace-create=true'],
      ...(classes === null
        ? []
        : [`-Dkit.warehouse=${values.warehouse}`, '-Drck.supports-names-with-dot=true']),
      ...['-cp', [`${jars}/*`, ...(classes === null ? [] : [classes])].join(delimiter)],
      ...['org.junit.platform.console.ConsoleLauncher', 'execute', ...what],
      ...['--details=tree', '--details-theme=ascii', '--disable-banner', '--disable-ansi-colors'],
    ],
    {
      // the kit reads the catalog's properties from CATALOG_* variables
      env: { ...process.env, CATALOG_URI: uri, ...(values.token ? { CATALOG_TOKEN: values.token } : {}) },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill('SIGKILL'));
  let text = '';
  const take = (/** @type {Buffer} */ chunk) => {
    text += chunk;
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve(text));
  });
}
