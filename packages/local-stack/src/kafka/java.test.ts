import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { planKafka } from './discover';
import { javaMajor } from './java';

test.each([
  ['openjdk version "17.0.15" 2025-04-15', 17],
  ['openjdk version "21" 2023-09-19', 21],
  ['java version "1.8.0_402"', 8],
  ['something else', undefined],
])('%s is Java %s', (output, major) => {
  expect(javaMajor(output)).toBe(major);
});

function machineWith(programs: Record<string, string>): NodeJS.ProcessEnv {
  const dir = mkdtempSync(join(tmpdir(), 'penstock-java-'));
  for (const [name, prints] of Object.entries(programs)) {
    writeFileSync(join(dir, name), `#!/bin/sh\necho '${prints}'\n`);
    chmodSync(join(dir, name), 0o755);
  }
  return { PATH: dir };
}

const emptyCache = () => mkdtempSync(join(tmpdir(), 'penstock-cache-'));
const java17 = 'openjdk version "17.0.15"';

test('a Kafka that is given wins over everything', async () => {
  const plan = await planKafka(emptyCache(), { ...machineWith({}), KAFKA_BROKERS: 'one:9092, two:9092' });
  expect(plan).toEqual({ kind: 'given', brokers: ['one:9092', 'two:9092'] });
});

test('without Java, with an old one, and without Maven the reason is said', async () => {
  expect(await planKafka(emptyCache(), machineWith({}))).toEqual({
    kind: 'files',
    reason: 'Java is not installed',
  });
  expect(await planKafka(emptyCache(), machineWith({ java: 'java version "11.0.2"' }))).toEqual({
    kind: 'files',
    reason: 'Java 11 is too old, 17 or newer is needed',
  });
  expect(await planKafka(emptyCache(), machineWith({ java: java17 }))).toEqual({
    kind: 'files',
    reason: 'Maven is not installed',
  });
});

test('with both a broker is fetched, and once it is cached Maven is not needed any more', async () => {
  const cache = emptyCache();
  const both = machineWith({ java: java17, mvn: 'Apache Maven 3.8.7' });
  expect(await planKafka(cache, both)).toEqual({ kind: 'own', java: 'java', jars: { mvn: 'mvn' } });
  mkdirSync(join(cache, 'kafka-4.3.1'));
  expect(await planKafka(cache, machineWith({ java: java17 }))).toEqual({
    kind: 'own',
    java: 'java',
    jars: join(cache, 'kafka-4.3.1'),
  });
});
