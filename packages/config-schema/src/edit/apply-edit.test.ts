import { describe, expect, test } from 'vitest';
import { topicsPath } from '../project-files';
import { resolve } from '../resolve/resolve';
import { applyEdit } from './apply-edit';
import type { ProjectEdit } from './edit';

const yaml = `# head
topics:
  # orders
  orders:
    enabled: true   # on
    kafka_group_id: 'g1'
    source_schema:
      - name: a   # first
        type: STRING
      # second
      - name: "b"
        type: "BIGINT"
    sink:
      table_name: t
      schema: {a: STRING, b: BIGINT}   # short
    transformation: tr

  flow: {enabled: no, source_schema: [{name: x, type: INT}], sink: {table_name: f, schema: [{name: x, type: INT}]}, transformation: tr}
# tail
`;
const files = { [topicsPath]: yaml, 'transformations/tr.sql': 'SELECT * FROM {source_table}' };

function edited(edit: ProjectEdit, text = yaml): string {
  const result = applyEdit({ ...files, [topicsPath]: text }, edit);
  if (!result.ok) throw new Error(result.diagnostics.map((one) => one.message).join('\n'));
  return result.files[topicsPath] ?? '';
}

/** Lines that differ, as `-old` and `+new`. */
function changed(edit: ProjectEdit, text = yaml): string[] {
  const before = text.split('\n');
  const after = edited(edit, text).split('\n');
  while (before.length > 0 && before[0] === after[0]) {
    before.shift();
    after.shift();
  }
  while (before.length > 0 && before.at(-1) === after.at(-1)) {
    before.pop();
    after.pop();
  }
  return [...before.map((line) => `-${line}`), ...after.map((line) => `+${line}`)];
}

describe('columns are edited in the form the author chose', () => {
  test('block list: add in the middle, after the comment of the column before', () => {
    expect(
      changed({
        kind: 'addColumn',
        pipeline: 'orders',
        side: 'source',
        column: { name: 'n', type: 'INT' },
        index: 1,
      }),
    ).toEqual(['+      - name: n', '+        type: INT']);
  });
  test('block list: add first', () => {
    expect(
      changed({
        kind: 'addColumn',
        pipeline: 'orders',
        side: 'source',
        column: { name: 'n', type: 'INT' },
        index: 0,
      }),
    ).toEqual(['+      - name: n', '+        type: INT']);
  });
  test('block list: a new column is quoted as the one before', () => {
    expect(
      changed({ kind: 'addColumn', pipeline: 'orders', side: 'source', column: { name: 'n', type: 'INT' } }),
    ).toEqual(['+      - name: "n"', '+        type: "INT"']);
  });
  test('block list: remove keeps the comment line of the next', () => {
    expect(changed({ kind: 'removeColumn', pipeline: 'orders', side: 'source', column: 'a' })).toEqual([
      '-      - name: a   # first',
      '-        type: STRING',
    ]);
  });
  test('block list: rename and retype keep comment and quotes', () => {
    expect(
      changed({ kind: 'renameColumn', pipeline: 'orders', side: 'source', column: 'a', name: 'z z' }),
    ).toEqual(['-      - name: a   # first', '+      - name: z z   # first']);
    expect(
      changed({
        kind: 'changeColumnType',
        pipeline: 'orders',
        side: 'source',
        column: 'b',
        type: 'ROW<a INT>',
      }),
    ).toEqual(['-        type: "BIGINT"', '+        type: "ROW<a INT>"']);
  });
  test('block list: move', () => {
    const text = edited({ kind: 'moveColumn', pipeline: 'orders', side: 'source', column: 'b', to: 0 });
    expect(text).toContain(
      '      - name: "b"\n        type: "BIGINT"\n      # second\n      - name: a   # first\n        type: STRING\n',
    );
  });
  test('block list: the last column leaves an empty list, and one can be added again', () => {
    const none = edited(
      { kind: 'removeColumn', pipeline: 'orders', side: 'source', column: 'a' },
      edited({ kind: 'removeColumn', pipeline: 'orders', side: 'source', column: 'b' }),
    );
    expect(none).toContain('    source_schema: []\n');
    expect(
      edited(
        { kind: 'addColumn', pipeline: 'orders', side: 'source', column: { name: 'n', type: 'INT' } },
        none,
      ),
    ).toContain('    source_schema:\n      - name: n\n        type: INT\n');
  });
  test('map in braces', () => {
    expect(
      changed({
        kind: 'addColumn',
        pipeline: 'orders',
        side: 'sink',
        column: { name: 'c', type: 'DECIMAL(10, 2)' },
      }),
    ).toEqual([
      '-      schema: {a: STRING, b: BIGINT}   # short',
      "+      schema: {a: STRING, b: BIGINT, c: 'DECIMAL(10, 2)'}   # short",
    ]);
    expect(changed({ kind: 'removeColumn', pipeline: 'orders', side: 'sink', column: 0 })).toEqual([
      '-      schema: {a: STRING, b: BIGINT}   # short',
      '+      schema: {b: BIGINT}   # short',
    ]);
    expect(changed({ kind: 'moveColumn', pipeline: 'orders', side: 'sink', column: 'a', to: 1 })).toEqual([
      '-      schema: {a: STRING, b: BIGINT}   # short',
      '+      schema: {b: BIGINT, a: STRING}   # short',
    ]);
    expect(
      changed({
        kind: 'setColumns',
        pipeline: 'orders',
        side: 'sink',
        columns: [
          { name: 'b', type: 'BIGINT' },
          { name: 'q', type: 'INT' },
        ],
      }),
    ).toEqual([
      '-      schema: {a: STRING, b: BIGINT}   # short',
      '+      schema: {b: BIGINT, q: INT}   # short',
    ]);
  });
  test('list in brackets', () => {
    expect(
      edited({ kind: 'addColumn', pipeline: 'flow', side: 'source', column: { name: 'y', type: 'INT' } }),
    ).toContain('source_schema: [{name: x, type: INT}, {name: y, type: INT}]');
  });
  test('replacing all columns keeps the text of those that stay', () => {
    const text = edited({
      kind: 'setColumns',
      pipeline: 'orders',
      side: 'source',
      columns: [
        { name: 'n', type: 'INT' },
        { name: 'a', type: 'STRING' },
      ],
    });
    expect(text).toContain(
      '    source_schema:\n      - name: n\n        type: INT\n      - name: a   # first\n        type: STRING\n    sink:\n',
    );
  });
});

describe('fields', () => {
  test('set, add, nest and remove', () => {
    expect(changed({ kind: 'setField', pipeline: 'orders', path: 'enabled', value: false })).toEqual([
      '-    enabled: true   # on',
      '+    enabled: false   # on',
    ]);
    expect(changed({ kind: 'setField', pipeline: 'orders', path: 'kafka_group_id', value: "it's" })).toEqual([
      "-    kafka_group_id: 'g1'",
      "+    kafka_group_id: 'it''s'",
    ]);
    expect(changed({ kind: 'setField', pipeline: 'orders', path: 'on_error', value: 'skip' })).toEqual([
      '+    on_error: skip',
    ]);
    expect(changed({ kind: 'setField', pipeline: 'orders', path: 'sink.type', value: 'parquet' })).toEqual([
      '+      type: parquet',
    ]);
    expect(
      changed({ kind: 'setField', pipeline: 'orders', path: 'sink.properties.a', value: 'true' }),
    ).toEqual(['+      properties:', "+        a: 'true'"]);
    expect(changed({ kind: 'setField', pipeline: 'orders', path: 'kafka_group_id', value: null })).toEqual([
      "-    kafka_group_id: 'g1'",
    ]);
    expect(changed({ kind: 'setField', pipeline: 'orders', path: 'inputs', value: ['flow', 'x'] })).toEqual([
      '+    inputs: [flow, x]',
    ]);
    expect(edited({ kind: 'setField', pipeline: 'flow', path: 'parallelism', value: 2 })).toContain(
      'transformation: tr, parallelism: 2}',
    );
  });
  test('event time can be declared, changed and removed', () => {
    const one = edited({ kind: 'declareEventTime', pipeline: 'orders', column: 'a', watermarkDelay: '5 s' });
    expect(one).toContain(
      '    transformation: tr\n    event_time:\n      column: a\n      watermark_delay: 5 s\n',
    );
    const two = edited(
      {
        kind: 'declareEventTime',
        pipeline: 'orders',
        expression: 'TO_TIMESTAMP_LTZ(b, 3)',
        watermarkDelay: '1 min',
      },
      one,
    );
    expect(two).toContain(
      '    event_time:\n      watermark_delay: 1 min\n      expression: TO_TIMESTAMP_LTZ(b, 3)\n',
    );
    expect(edited({ kind: 'setField', pipeline: 'orders', path: 'event_time', value: null }, two)).toBe(yaml);
  });
});

describe('pipelines', () => {
  test('add registers the transformer, delete takes it back, and both leave the rest alone', () => {
    const added = applyEdit(files, {
      kind: 'addPipeline',
      key: 'new-one',
      sourceColumns: [{ name: 'a', type: 'STRING' }],
      table: 'new_one',
    });
    if (!added.ok) throw new Error('refused');
    expect(Object.keys(added.files).sort()).toEqual([
      'config/topics.yaml',
      'config/transformations.yaml',
      'transformations/new_one.sql',
      'transformations/tr.sql',
    ]);
    expect(resolve(added.files).pipelines.find((one) => one.key === 'new-one')).toMatchObject({
      valid: true,
      kafkaTopic: 'new-one',
      groupId: 'penstock-new-one',
    });
    const deleted = applyEdit(added.files, { kind: 'deletePipeline', pipeline: 'new-one' });
    expect(deleted.ok && deleted.files[topicsPath]?.trimEnd()).toBe(
      `${yaml.replace('# tail\n', '')}\n# tail`.trimEnd(),
    );
    expect(deleted.ok && deleted.files['transformations/new_one.sql']).toBeUndefined();
  });
  test('an empty project gets its first pipeline', () => {
    const added = applyEdit(
      {},
      { kind: 'addPipeline', key: 'first', sourceColumns: [{ name: 'a', type: 'STRING' }], table: 'first' },
    );
    expect(added.ok && resolve(added.files).diagnostics).toEqual([]);
  });
  test('rename keeps what is read and what belongs to it', () => {
    const result = applyEdit(
      { ...files, 'samples/flow/a.jsonl': '' },
      { kind: 'renamePipeline', pipeline: 'flow', key: 'stream' },
    );
    if (!result.ok) throw new Error('refused');
    expect(Object.keys(result.files)).toContain('samples/stream/a.jsonl');
    expect(resolve(result.files).pipelines[1]).toMatchObject({
      key: 'stream',
      kafkaTopic: 'flow',
      groupId: 'penstock-flow',
    });
  });
  test('duplicate has its own table, group and transformer', () => {
    const result = applyEdit(files, { kind: 'duplicatePipeline', pipeline: 'orders', key: 'orders-2' });
    if (!result.ok) throw new Error('refused');
    expect(resolve(result.files).pipelines.map((one) => one.key)).toEqual(['orders', 'orders-2', 'flow']);
    expect(resolve(result.files).pipelines[1]).toMatchObject({
      kafkaTopic: 'orders',
      groupId: 'penstock-orders-2',
      sink: { table: 'orders_2' },
      transformer: { name: 'orders_2' },
    });
  });
  test('a taken or dangerous key is refused in words', () => {
    for (const key of ['orders', '../x', '__proto__', '']) {
      expect(applyEdit(files, { kind: 'renamePipeline', pipeline: 'flow', key }).ok).toBe(false);
    }
  });
});

describe('the YAML of one entry', () => {
  test('is shown without indentation and goes back in place, also when it is broken', () => {
    const broken = 'orders:\n  enabled: [true\n  x: 1';
    const text = edited({ kind: 'setEntryText', pipeline: 'orders', text: broken });
    const project = resolve({ ...files, [topicsPath]: text });
    expect(project.pipelines.map((one) => [one.key, one.valid])).toEqual([
      ['orders', false],
      ['flow', true],
    ]);
    expect(
      project.diagnostics.filter((one) => one.severity === 'error').every((one) => one.pipeline === 'orders'),
    ).toBe(true);
  });
  test('must stay one entry', () => {
    expect(
      applyEdit(files, {
        kind: 'setEntryText',
        pipeline: 'orders',
        text: 'orders:\n  enabled: true\nother: {}',
      }).ok,
    ).toBe(false);
  });
});
