import { fileURLToPath } from 'node:url';
import { createControl } from '@penstock/control';
import { openDatabase } from '@penstock/control/server';
import { createTestDatabase } from '@penstock/local-stack/testing';
import { describe, expect, it } from 'vitest';
import { readFolder } from './read-folder';
import { seedExample } from './seed-example';

const exampleDir = fileURLToPath(new URL('../../../../../examples/shop-streams', import.meta.url));
const kafka = (port: number) => JSON.stringify({ kind: 'kafka', brokers: [`127.0.0.1:${port}`] });

describe('the example', () => {
  it('is seeded once by servers that start at the same time, byte for byte, and its pipelines are deployed from the start', async () => {
    const test = await createTestDatabase();
    const database = openDatabase({ databaseUrl: test.url });
    const control = createControl({ databaseUrl: test.url });
    const results = await Promise.all(
      [1, 2, 3].map(() => seedExample(database, { kafka: kafka(9092), exampleDir })),
    );
    expect(results.filter((result) => result.seeded)).toHaveLength(1);
    const [project, ...others] = await control.projects.list();
    expect(others).toEqual([]);
    expect(project).toMatchObject({
      slug: 'shop-streams',
      headRevision: { number: 1 },
      environments: [{ name: 'local' }],
    });
    const files = await readFolder(exampleDir);
    const exported = await control.projects.exportFolder(project?.id ?? '');
    expect(Object.keys(exported).sort()).toEqual(Object.keys(files).sort());
    for (const [path, bytes] of Object.entries(files))
      expect(Buffer.from(exported[path] ?? []).equals(Buffer.from(bytes)), path).toBe(true);
    const deployments = await database.db.deployment.findMany({ include: { pipeline: true } });
    expect(deployments.map((row) => [row.desiredState, row.startPosition])).toEqual(
      deployments.map(() => ['running', { kind: 'earliest' }]),
    );
    expect(deployments.map((row) => row.pipeline.key)).toEqual(
      expect.arrayContaining(['bid-events', 'order-events', 'user-activity']),
    );
    expect(await database.db.outboxEntry.count()).toBe(deployments.length);
    await control.close();
    await database.close();
    await test.drop();
  });

  it('leaves a project alone that is there already, but brings its connection up to date', async () => {
    const test = await createTestDatabase();
    const database = openDatabase({ databaseUrl: test.url });
    await seedExample(database, { kafka: kafka(9092), exampleDir });
    const revisions = await database.db.revision.count();
    expect(await seedExample(database, { kafka: kafka(9999), exampleDir })).toEqual({
      seeded: false,
      deployed: [],
    });
    expect(await database.db.revision.count()).toBe(revisions);
    expect((await database.db.connection.findMany()).map((row) => row.config)).toEqual([
      { kind: 'kafka', brokers: ['127.0.0.1:9999'] },
    ]);
    await database.close();
    await test.drop();
  });

  it('refuses a Kafka address it cannot read', async () => {
    const database = openDatabase({ databaseUrl: 'postgresql://nobody@127.0.0.1:1/none' });
    await expect(seedExample(database, { kafka: 'not json', exampleDir })).rejects.toMatchObject({
      code: 'bad_input',
    });
    await database.close();
  });
});
