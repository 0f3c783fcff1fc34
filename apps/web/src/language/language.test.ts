import { describe, expect, test } from 'vitest';
import { LanguageClient } from './language-client';
import type { FromWorker, PipelineModel, ToWorker } from './protocol';
import { createLanguageCore } from './worker/language-core';

const topics = `# the shop's topics
topics:
  orders:   # one entry
    source_schema:
      - name: order_id
        type: STRING
      - name: amount
        type: DOUBLE
      - name: timestamp_ms
        type: BIGINT
    sink:
      table_name: orders
      schema:
        - name: order_id
          type: STRING
        - name: amount
          type: DOUBLE
        - name: order_time
          type: TIMESTAMP(3)
    transformation: orders
`;
const sql =
  'SELECT order_id, amount, TO_TIMESTAMP_LTZ(timestamp_ms, 3) AS order_time\nFROM {source_table}\nWHERE amount > 0';
const project = (query = sql, yaml = topics) => ({
  'config/topics.yaml': yaml,
  'transformations/orders.sql': query,
});

/** The real core behind the real client; answers are delivered by hand, so that their order is the test's. */
function setUp() {
  const out: FromWorker[] = [];
  const deferred: (() => void)[] = [];
  let deliver: (message: FromWorker) => void = () => {};
  const receive = createLanguageCore({
    post: (message) => out.push(structuredClone(message)),
    defer: (task) => deferred.push(task),
    now: () => 0,
  });
  const client = new LanguageClient({
    postMessage: (message: ToWorker) => receive(structuredClone(message)),
    onMessage: (listener) => {
      deliver = listener;
    },
    close() {},
  });
  const work = () => {
    for (const task of deferred.splice(0)) task();
  };
  const flush = () => {
    work();
    for (const message of out.splice(0)) deliver(message);
  };
  const model = (): PipelineModel => {
    const found = client.getView()?.model;
    if (!found) throw new Error('no model');
    return found;
  };
  return { client, flush, work, out, deliver: (message: FromWorker) => deliver(message), model };
}

describe('language worker', () => {
  test('a pipeline is shown as it is written, with how each query column lands', () => {
    const { client, flush, model } = setUp();
    client.sync(project(), 'orders');
    flush();
    expect(model().source).toEqual([
      { name: 'order_id', type: 'STRING' },
      { name: 'amount', type: 'DOUBLE' },
      { name: 'timestamp_ms', type: 'BIGINT' },
    ]);
    expect(model().table.columns.map((column) => [column.name, column.mark, column.hint])).toEqual([
      ['order_id', 'same', null],
      ['amount', 'same', null],
      ['order_time', 'cast', 'UTC'],
    ]);
    expect(model().output?.map((column) => column.sources)).toEqual([
      ['order_id'],
      ['amount'],
      ['timestamp_ms'],
    ]);
    expect(model().diagnostics.filter((one) => one.severity !== 'info')).toEqual([]);
  });

  test('a misspelt column is marked in the SQL, and its fix changes the SQL file only', async () => {
    const { client, flush, model } = setUp();
    client.sync(project(sql.replace('WHERE amount', 'WHERE amnt')), 'orders');
    flush();
    const problem = model().sqlProblems.find((one) => one.code === 'unknown_column');
    expect(problem).toMatchObject({ line: 3, column: 7, endColumn: 11, severity: 'error' });
    const answer = client.ask({
      kind: 'fix',
      pipeline: 'orders',
      diagnostic: problem?.diagnostic ?? -1,
      fix: 0,
    });
    flush();
    expect(await answer).toEqual({ 'transformations/orders.sql': sql });
  });

  test('the event time fix changes topics.yaml and the SQL together', async () => {
    const { client, flush, model } = setUp();
    const windowed =
      "SELECT order_id, SUM(amount) AS amount, TUMBLE_START(TO_TIMESTAMP_LTZ(timestamp_ms, 3), INTERVAL '1' MINUTE) AS order_time\nFROM {source_table}\nGROUP BY order_id, TUMBLE(TO_TIMESTAMP_LTZ(timestamp_ms, 3), INTERVAL '1' MINUTE)";
    client.sync(project(windowed), 'orders');
    flush();
    const problem = model().sqlProblems.find(
      (one) => one.code === 'window_not_time_attribute' && one.fixes.length > 0,
    );
    expect(problem).toBeDefined();
    const answer = client.ask({
      kind: 'fix',
      pipeline: 'orders',
      diagnostic: problem?.diagnostic ?? -1,
      fix: 0,
    });
    flush();
    const changes = await answer;
    expect(Object.keys(changes).sort()).toEqual(['config/topics.yaml', 'transformations/orders.sql']);
    client.sync({ ...project(windowed), ...(changes as Record<string, string>) }, 'orders');
    flush();
    const wrong = model().diagnostics.filter(
      (one) => one.severity === 'error' && one.code !== 'embedded_unsupported',
    );
    expect(wrong).toEqual([]);
    expect(model().eventTime).not.toBeNull();
    expect(changes['config/topics.yaml']).toContain("# the shop's topics");
  });

  test('several changes that arrive together are resolved once, for the newest', () => {
    const { client, out, work } = setUp();
    client.sync(project('SELECT 1'), 'orders');
    client.sync(project('SELECT 12'), 'orders');
    client.sync(project('SELECT 123'), 'orders');
    work();
    expect(out.map((message) => message.type === 'resolved' && message.revision)).toEqual([3]);
  });

  test('a view of an older text is never shown after a newer one was typed', () => {
    const { client, work, out, deliver, flush, model } = setUp();
    client.sync(project(sql.replace('WHERE amount', 'WHERE amnt')), 'orders');
    work();
    const late = out.splice(0);
    client.sync(project(), 'orders');
    for (const message of late) deliver(message);
    expect(client.getView()).toBeNull();
    flush();
    expect(model().sqlProblems.filter((one) => one.severity === 'error')).toEqual([]);
  });

  test('an answer about an older text is refused', async () => {
    const { client, flush } = setUp();
    client.sync(project(), 'orders');
    const answer = client.ask({ kind: 'fix', pipeline: 'orders', diagnostic: 0, fix: 0 });
    client.sync(project(`${sql} `), 'orders');
    flush();
    await expect(answer).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('column edits keep comments and order of the YAML', async () => {
    const { client, flush } = setUp();
    client.sync(project(), 'orders');
    const answer = client.ask({
      kind: 'edit',
      pipeline: 'orders',
      edit: { kind: 'add_source_column', at: 1, name: 'status', type: 'STRING' },
    });
    flush();
    const yaml = (await answer)['config/topics.yaml'] ?? '';
    expect(yaml).toContain('orders:   # one entry');
    expect(yaml.indexOf('name: status')).toBeGreaterThan(yaml.indexOf('name: order_id'));
    expect(yaml.indexOf('name: status')).toBeLessThan(yaml.indexOf('name: amount'));
  });

  test('the table can take its columns from the query', async () => {
    const { client, flush, model } = setUp();
    const files = project(sql.replace('amount,', 'amount, amount * 2 AS twice,'));
    client.sync(files, 'orders');
    const answer = client.ask({
      kind: 'edit',
      pipeline: 'orders',
      edit: { kind: 'take_columns_from_query' },
    });
    flush();
    client.sync({ ...files, ...((await answer) as Record<string, string>) }, 'orders');
    flush();
    expect(model().table.columns.map((column) => [column.name, column.type])).toEqual([
      ['order_id', 'STRING'],
      ['amount', 'DOUBLE'],
      ['twice', 'DOUBLE'],
      ['order_time', 'TIMESTAMP(3)'],
    ]);
    expect(model().diagnostics.filter((one) => one.severity === 'error')).toEqual([]);
  });

  test('completion offers the source columns, and replaces the word under the cursor', async () => {
    const { client, flush } = setUp();
    client.sync(project('SELECT am FROM {source_table}'), 'orders');
    const answer = client.ask({
      kind: 'completions',
      pipeline: 'orders',
      sql: 'SELECT am FROM {source_table}',
      offset: 9,
    });
    flush();
    expect((await answer).find((item) => item.label === 'amount')).toMatchObject({
      kind: 'column',
      start: 7,
      end: 9,
      insertText: 'amount',
    });
  });

  test('hover says name and type', async () => {
    const { client, flush } = setUp();
    client.sync(project(), 'orders');
    const answer = client.ask({ kind: 'hover', pipeline: 'orders', sql, offset: 19 });
    flush();
    expect((await answer)?.markdown).toContain('amount: DOUBLE');
  });

  test('a new pipeline resolves without errors', async () => {
    const { client, flush, model } = setUp();
    const files = project();
    client.sync(files, 'clicks');
    const columns = [
      { name: 'id', type: 'STRING' },
      { name: 'at', type: 'BIGINT' },
    ];
    const answer = client.ask({
      kind: 'edit',
      pipeline: 'clicks',
      edit: {
        kind: 'add_pipeline',
        topic: 'click-events',
        format: 'json',
        table: 'clicks',
        columns,
        sql: null,
      },
    });
    flush();
    client.sync({ ...files, ...((await answer) as Record<string, string>) }, 'clicks');
    flush();
    expect(model()).toMatchObject({ kafkaTopic: 'click-events', source: columns, table: { name: 'clicks' } });
    expect(model().diagnostics.filter((one) => one.severity === 'error')).toEqual([]);
  });

  test('variables of the environment count in the editor as they do in a deploy', () => {
    const { client, flush, model } = setUp();
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of topics.yaml is written like this.
    const files = project(sql, topics.replace('table_name: orders', 'table_name: ${stage}_orders'));
    client.sync(files, 'orders');
    flush();
    expect(model().diagnostics.some((one) => one.severity === 'error')).toBe(true);
    client.sync(files, 'orders', { name: 'local', variables: { stage: 'test' } });
    flush();
    expect(model().diagnostics.filter((one) => one.severity === 'error')).toEqual([]);
  });

  test('what cannot be changed is refused in words and changes nothing', async () => {
    const { client, flush } = setUp();
    client.sync(project(), 'orders');
    const answer = client.ask({
      kind: 'edit',
      pipeline: 'orders',
      edit: { kind: 'set_entry_text', text: 'no key here' },
    });
    flush();
    await expect(answer).rejects.toThrow('key and a colon');
  });
});
