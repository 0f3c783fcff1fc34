import { randomUUID } from 'node:crypto';
import { createTestDatabase } from '@penstock/local-stack/testing';
import type { ActorRef } from '../src/contracts/services';
import { type Control, createControl } from '../src/create-control';
import { type Database, openDatabase } from '../src/db/client';

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A small project: two pipelines with a transformer each, one of them with a comment that must survive. */
export const exampleFiles: Record<string, string> = {
  'config/topics.yaml': `# what we read and where it goes
topics:
  orders:
    enabled: true
    kafka_group_id: orders-group
    scan_mode: earliest-offset
    format: json
    source_schema:
      - name: order_id
        type: STRING
      - name: amount
        type: DOUBLE
    sink:
      table_name: orders
      schema:
        - name: order_id
          type: STRING
        - name: amount
          type: DOUBLE
    transformation: orders_transformer

  clicks: # second one
    enabled: true
    kafka_group_id: clicks-group
    scan_mode: latest-offset
    format: json
    source_schema:
      - name: page
        type: STRING
    sink:
      table_name: clicks
      schema:
        - name: page
          type: STRING
    transformation: clicks_transformer
`,
  'config/transformations.yaml': `transformations:
  orders_transformer:
    class: OrdersTransformer
    module: transformations.orders_transformer
  clicks_transformer:
    class: ClicksTransformer
    module: transformations.clicks_transformer
`,
  'transformations/orders_transformer.sql': 'SELECT order_id, amount FROM {source_table} WHERE amount > 0\n',
  'transformations/clicks_transformer.sql': 'SELECT page FROM {source_table}\n',
  'samples/orders/few.jsonl': '{"key":null,"value":"{\\"order_id\\":\\"o-1\\",\\"amount\\":1.5}"}\n',
};

export type World = {
  url: string;
  database: Database;
  control: Control;
  you: ActorRef;
  drop(): Promise<void>;
};

/** A database of its own with the services on it. */
export async function openWorld(): Promise<World> {
  const test = await createTestDatabase();
  const database = openDatabase({ databaseUrl: test.url });
  const control = createControl({ databaseUrl: test.url });
  const you = await control.localUser();
  return {
    url: test.url,
    database,
    control,
    you,
    async drop() {
      await control.close();
      await database.close();
      await test.drop();
    },
  };
}

export async function importExample(
  world: World,
  files: Record<string, string> = exampleFiles,
  slug = 'shop',
) {
  const contents = Object.fromEntries(Object.entries(files).map(([path, text]) => [path, bytes(text)]));
  return await world.control.projects.importFolder(world.you, {
    slug,
    name: 'Shop',
    files: contents,
    message: 'Import',
  });
}

/** The example as a project of its own, in a world that the tests of a file share. */
export const importFresh = (world: World) => importExample(world, exampleFiles, `shop-${randomUUID()}`);

/** Puts texts into a person's draft as it is now; answers the revision that it is based on. */
export async function editDraft(
  world: World,
  actor: ActorRef,
  projectId: string,
  files: Record<string, string | null>,
): Promise<string> {
  const { baseRevisionId, stamps } = await world.control.drafts.get(actor, projectId);
  await world.control.drafts.save(actor, projectId, { baseRevisionId, files, known: stamps });
  return baseRevisionId;
}

/** Another person at another keyboard. */
export async function addActor(world: World, id: string, name: string): Promise<ActorRef> {
  await world.database.db.actor.create({ data: { id, name, kind: 'user' } });
  return { id, name };
}

/** The example imported and both pipelines deployed, without anybody to carry it out. */
export async function deployExample(world: World) {
  const project = await importExample(world);
  const environmentId = project.environments[0]?.id ?? '';
  const deployments: Record<string, string> = {};
  for (const key of ['orders', 'clicks']) {
    const pipelineId = (await world.control.pipelines.byKey(world.you, project.id, key)).id ?? '';
    const { token } = await world.control.deployments.plan(world.you, {
      pipelineId,
      environmentId,
      versionNumber: 1,
    });
    deployments[key] = (
      await world.control.deployments.deploy(world.you, {
        pipelineId,
        environmentId,
        versionNumber: 1,
        token,
      })
    ).id;
  }
  return { project, environmentId, deployments };
}
