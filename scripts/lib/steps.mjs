/**
 * @typedef {{ name: string, passed: number, failed: number, seconds: number }} Outcome
 * @typedef {{ name: string, run: () => Promise<{ passed: number, failed: number, skipped?: number, output: string }> }} Step
 */

/** Runs one step, prints its line, and its output only when something in it failed. @param {Step} step @returns {Promise<Outcome>} */
export async function runStep(step) {
  const from = performance.now();
  const result = await step
    .run()
    .catch((error) => ({ passed: 0, failed: 1, output: String(error?.stack ?? error) }));
  const seconds = (performance.now() - from) / 1000;
  const empty = result.passed + result.failed === 0;
  const failed = empty ? 1 : result.failed + forbiddenSkips(result.skipped ?? 0);
  if (failed > 0) console.log(`\n── ${step.name} ──\n${result.output.trimEnd()}\n`);
  const skipped = result.skipped ? `, ${result.skipped} skipped` : '';
  const count = empty
    ? 'ran nothing, which counts as failed'
    : `${result.passed} passed, ${failed} failed${skipped}`;
  console.log(
    `${failed > 0 ? '✗' : '✓'} ${step.name.padEnd(24)} ${count.padEnd(28)} ${seconds.toFixed(1)} s`,
  );
  return { name: step.name, passed: result.passed, failed, seconds };
}

/**
 * CI has all parts, so a test that skips itself there proves nothing while looking well: it counts as failed.
 * @param {number} skipped
 */
function forbiddenSkips(skipped) {
  return process.env.CI ? skipped : 0;
}

/** Runs steps `width` at a time, in the given order. @param {Step[]} steps @param {number} width @returns {Promise<Outcome[]>} */
export async function runSteps(steps, width) {
  const waiting = [...steps];
  /** @type {Outcome[]} */
  const outcomes = [];
  const lane = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) outcomes.push(await runStep(step));
  };
  await Promise.all(Array.from({ length: width }, lane));
  return outcomes;
}

/** Prints the total alone on the last line and gives the exit code. @param {Outcome[]} outcomes */
export function conclude(outcomes) {
  const sum = (/** @type {'passed' | 'failed'} */ key) =>
    outcomes.reduce((total, outcome) => total + outcome[key], 0);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  return outcomes.length === 0 || sum('failed') > 0 || sum('passed') === 0 ? 1 : 0;
}

/** A tool without tests of its own counts as one. @param {{ code: number, output: string }} result */
export function asOne(result) {
  return { passed: result.code === 0 ? 1 : 0, failed: result.code === 0 ? 0 : 1, output: result.output };
}
