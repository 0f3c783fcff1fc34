import { afterAll, beforeAll, expect, test } from 'vitest';
import { catalogue } from './catalogue/index';
import { type Installation, startInstallation } from './harness/installation';
import { complaint, line } from './run/figures';
import { failed, runFault } from './run/run-fault';
import { short } from './run/scale';

/** Fixed, so that a failure here is the same schedule everywhere; `npm run faults` draws others. */
const seed = Number(process.env.PENSTOCK_FAULT_SEED ?? 20_261_121);
let installation: Installation | { skip: string };

beforeAll(async () => {
  installation = await startInstallation();
});

afterAll(async () => {
  if (installation && !('skip' in installation)) await installation.close();
});

test.for(catalogue.map((fault, index) => ({ ...fault, index })))(
  '$name: $promise',
  async ({ index, name }, { skip }) => {
    const fault = catalogue[index];
    if (fault === undefined) throw new Error(`no fault ${name}`);
    const reason = 'skip' in installation ? installation.skip : (fault.unavailable?.() ?? null);
    if ('skip' in installation || reason !== null) return skip(reason ?? '');
    const result = await runFault(installation, fault, seed + index, short);
    console.log(line(result));
    expect(failed(result), complaint(result)).toBe(false);
  },
);
