// npm test: check, then integration tests on real services, then the browser tests. --full adds the long ones.
import { build } from './build.mjs';
import { check } from './check.mjs';
import { playwright } from './lib/playwright-run.mjs';
import { ensureRedis } from './lib/redis.mjs';
import { conclude, runStep } from './lib/steps.mjs';
import { vitest } from './lib/vitest-run.mjs';

const full = process.argv.includes('--full');
const outcomes = await check();
const built = await runStep({
  name: 'build',
  run: async () => build().then(() => ({ passed: 1, failed: 0, output: '' })),
});
outcomes.push(built);
await ensureRedis();
outcomes.push(await runStep({ name: 'integration tests', run: () => vitest('integration', { show: true }) }));
if (full) outcomes.push(await runStep({ name: 'full tests', run: () => vitest('full', { show: true }) }));
if (built.failed === 0)
  outcomes.push(await runStep({ name: 'browser tests', run: () => playwright({ show: true }) }));
process.exitCode = conclude(outcomes);
