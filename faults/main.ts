import { parseArgs } from 'node:util';
import { catalogue } from './catalogue/index';
import { failed } from './run/run-fault';
import { usual } from './run/scale';
import { Session } from './run/session';

/**
 * npm run faults -- [--runs N] [--seed S] [--only NAME,…]: N runs over the real server, runner and pipeline processes on
 * a Postgres and a Kafka of their own, each with a fault of the catalogue. Run i has the seed S + i; which faults come,
 * and what each does, follows from the seed. A line per run, the figures of all as the last line; the exit code is not 0
 * when anything was lost, doubled, torn or stuck, or a process outlived its pipeline.
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});
const runs = Number(values.runs);
const seed = Number(values.seed);
const only = values.only?.split(',') ?? catalogue.map(({ name }) => name);
const unknown = only.filter((name) => catalogue.every((fault) => fault.name !== name));
if (unknown.length > 0 || !Number.isSafeInteger(runs) || runs < 1 || !Number.isSafeInteger(seed)) {
  const names = catalogue.map(({ name, promise }) => `  ${name.padEnd(22)}${promise}`).join('\n');
  console.error(`npm run faults -- --runs N --seed S --only NAME,…, where NAME is one of\n${names}`);
  process.exit(2);
}

const session = await Session.open();
if ('skip' in session) {
  console.error(`faults cannot be played here: ${session.skip}`);
  process.exit(3);
}
let isBad = true;
try {
  const faults = catalogue.filter(({ name }) => only.includes(name));
  isBad = (await session.play(faults, { runs, seed, scale: usual })).some(failed);
} finally {
  await session.close();
}
process.exitCode = isBad ? 1 : 0;
