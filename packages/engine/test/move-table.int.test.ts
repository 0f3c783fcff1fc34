import { expect, test } from 'vitest';
import { useCatalog } from './support/catalog';
import { requireParts } from './support/context';
import { type Deployed, deployed } from './support/deployed';
import { orderFiles } from './support/order-files';
import { orders, pipeline, reference } from './support/orders';

const catalog = useCatalog();

/** A deployment over a message file; `send` appends the orders up to a number. */
async function fromFile(table: string): Promise<Deployed & { send(to: number): void }> {
  const files = orderFiles(0);
  const connection = { kind: 'files', dir: files.dir } as const;
  const pipe = await deployed(catalog, connection, pipeline({ topic: 'orders', table }));
  let sent = 0;
  return Object.assign(pipe, {
    send(to: number) {
      files.append(0, orders(sent, to));
      sent = to;
    },
  });
}

test('another table_name takes the position along, and back again: every row once, in the table of its time', async (context) => {
  requireParts(context);
  const pipe = await fromFile('moved_a');
  pipe.send(100);
  const first = await pipe.read(100);
  pipe.writeTo('moved_b');
  pipe.send(180);
  const second = await pipe.read(180);
  expect(BigInt(second.last()?.seq ?? '0')).toBeGreaterThan(BigInt(first.last()?.seq ?? '0'));
  pipe.writeTo('moved_a');
  pipe.send(250);
  await pipe.read(250);
  pipe.send(270);
  await pipe.read(270);
  expect(await pipe.rows('moved_a')).toEqual(
    [...reference(orders(0, 100)), ...reference(orders(180, 270))].sort(),
  );
  expect(await pipe.rows('moved_b')).toEqual(reference(orders(100, 180)));
});

test.for(['before-commit:1', 'after-commit-before-ack:1', 'before-commit:2', 'after-commit-before-ack:2'])(
  'a move that is killed at %s, forth and back, loses and repeats no row',
  async (crashAt, context) => {
    requireParts(context);
    const name = crashAt.replaceAll(/\W/g, '_');
    const [a, b] = [`killed_a_${name}`, `killed_b_${name}`];
    const pipe = await fromFile(a);
    pipe.send(100);
    await pipe.read(100);
    pipe.writeTo(b);
    pipe.send(150);
    await pipe.crashed(crashAt);
    await pipe.read(150);
    pipe.writeTo(a);
    pipe.send(200);
    await pipe.crashed(crashAt);
    await pipe.read(200);
    const rows = [...(await pipe.rows(a)), ...(await pipe.rows(b))].sort();
    expect(rows).toEqual(reference(orders(0, 200)));
    expect(await pipe.rows(b)).toEqual(reference(orders(100, 150)));
  },
);

test('a move there and straight back, with nothing read in between, goes on where it was', async (context) => {
  requireParts(context);
  const pipe = await fromFile('straight_a');
  pipe.send(50);
  await pipe.read(50);
  pipe.writeTo('straight_b');
  await pipe.read(50);
  pipe.writeTo('straight_a');
  pipe.send(80);
  await pipe.read(80);
  expect(await pipe.rows('straight_a')).toEqual(reference(orders(0, 80)));
  expect(await pipe.rows('straight_b')).toEqual([]);
});

test('over three tables the position is found where it went last', async (context) => {
  requireParts(context);
  const pipe = await fromFile('three_a');
  pipe.send(30);
  await pipe.read(30);
  for (const [table, to] of [
    ['three_b', 60],
    ['three_c', 90],
    ['three_a', 120],
    ['three_c', 150],
  ] as const) {
    pipe.writeTo(table);
    pipe.send(to);
    await pipe.read(to);
  }
  expect(await pipe.rows('three_a')).toEqual(
    [...reference(orders(0, 30)), ...reference(orders(90, 120))].sort(),
  );
  expect(await pipe.rows('three_b')).toEqual(reference(orders(30, 60)));
  expect(await pipe.rows('three_c')).toEqual(
    [...reference(orders(60, 90)), ...reference(orders(120, 150))].sort(),
  );
});

test('a table that vanished before the move blocks, and does not begin anew in the other one', async (context) => {
  requireParts(context);
  const pipe = await fromFile('vanished_a');
  pipe.send(30);
  await pipe.read(30);
  await catalog.db.query("DELETE FROM catalog_tables WHERE name = 'vanished_a'");
  pipe.writeTo('vanished_b');
  await pipe.blockedWith('table_replaced');
});
