import { describe, expect, test } from 'vitest';
import {
  applyEdit,
  applyVersion,
  type ProjectEdit,
  type ProjectFiles,
  resolve,
  topicsPath,
  type VersionDefinition,
  versionDefinition,
} from '../src/index';
import { exampleFiles } from './example-project';

function edited(files: ProjectFiles, ...edits: ProjectEdit[]): ProjectFiles {
  return edits.reduce((current, edit) => {
    const result = applyEdit(current, edit);
    if (!result.ok) throw new Error(result.diagnostics[0]?.message);
    return result.files;
  }, files);
}

function definition(files: ProjectFiles, key: string): VersionDefinition {
  const found = versionDefinition(files, key);
  if (!found) throw new Error(`no ${key}`);
  return found;
}

function applied(
  files: ProjectFiles,
  key: string,
  version: VersionDefinition,
  shared?: 'copy' | 'all',
): ProjectFiles {
  const result = applyVersion(files, key, version, shared ? { shared } : {});
  if (!result.ok) throw new Error(result.diagnostics[0]?.message);
  return result.files;
}

const orders = 'order-events';
const sqlOf = (files: ProjectFiles, key: string) =>
  resolve(files).pipelines.find((one) => one.key === key)?.transformer?.sql;

describe('a version', () => {
  test('is what the entry says, not how it is written', () => {
    const files = exampleFiles();
    const rewritten = {
      ...files,
      [topicsPath]: (files[topicsPath] ?? '')
        .replace(/ *#.*$/gm, '')
        .replace('table_name: orders', "table_name: 'orders'")
        .replaceAll('\n', '\r\n'),
    };
    expect(definition(rewritten, orders).contentHash).toBe(definition(files, orders).contentHash);
    const short = edited(files, {
      kind: 'setField',
      pipeline: orders,
      path: 'source_schema',
      value: {
        order_id: 'STRING',
        user_id: 'BIGINT',
        amount: 'DOUBLE',
        status: 'STRING',
        timestamp_ms: 'BIGINT',
      },
    });
    expect(definition(short, orders).contentHash).toBe(definition(files, orders).contentHash);
  });

  test('is another one when columns, a setting or a character of the SQL differ', () => {
    const files = exampleFiles();
    const base = definition(files, orders).contentHash;
    const changes: ProjectEdit[] = [
      { kind: 'setSql', pipeline: orders, sql: `${sqlOf(files, orders)} ` },
      { kind: 'moveColumn', pipeline: orders, side: 'source', column: 0, to: 1 },
      { kind: 'setField', pipeline: orders, path: 'enabled', value: false },
      { kind: 'setField', pipeline: orders, path: 'topic', value: 'other' },
    ];
    for (const change of changes)
      expect(definition(edited(files, change), orders).contentHash).not.toBe(base);
  });

  test('is the same one after renaming the pipeline', () => {
    const files = exampleFiles();
    expect(
      definition(edited(files, { kind: 'renamePipeline', pipeline: orders, key: 'paid' }), 'paid')
        .contentHash,
    ).toBe(definition(files, orders).contentHash);
  });
});

describe('putting a version back', () => {
  const files = exampleFiles();
  const v1 = definition(files, orders);
  const changed = edited(
    files,
    { kind: 'setSql', pipeline: orders, sql: 'SELECT * FROM {source_table} WHERE amount > 10' },
    { kind: 'addColumn', pipeline: orders, side: 'sink', column: { name: 'note', type: 'STRING' } },
    { kind: 'setField', pipeline: 'user-activity', path: 'enabled', value: false },
  );

  test('restores entry and SQL, leaves other changes, and gives v1 again', () => {
    const back = applied(changed, orders, v1);
    expect(definition(back, orders)).toEqual(v1);
    expect(resolve(back).pipelines.find((one) => one.key === 'user-activity')?.enabled).toBe(false);
    expect(
      edited(back, { kind: 'setField', pipeline: 'user-activity', path: 'enabled', value: true }),
    ).toEqual(files);
  });

  test('works for a pipeline that was renamed or deleted since', () => {
    const renamed = edited(changed, { kind: 'renamePipeline', pipeline: orders, key: 'paid' });
    expect(definition(applied(renamed, 'paid', v1), 'paid').contentHash).toBe(v1.contentHash);
    const deleted = edited(changed, { kind: 'deletePipeline', pipeline: orders });
    const back = applied(deleted, orders, v1);
    expect(definition(back, orders).contentHash).toBe(v1.contentHash);
    expect(resolve(back).pipelines.find((one) => one.key === orders)?.valid).toBe(true);
  });

  test('of a shared transformer changes this pipeline alone, or all, as asked', () => {
    const shared = edited(changed, {
      kind: 'setField',
      pipeline: 'bid-events',
      path: 'transformation',
      value: 'order_events_enriched',
    });
    const copy = applied(shared, orders, v1);
    expect(sqlOf(copy, orders)).toBe(v1.transformer?.sql);
    expect(sqlOf(copy, 'bid-events')).toContain('amount > 10');
    expect(definition(copy, orders).contentHash).toBe(v1.contentHash);
    const all = applied(shared, orders, v1, 'all');
    expect(sqlOf(all, 'bid-events')).toBe(v1.transformer?.sql);
  });

  test('written in Python goes back into the Python file', () => {
    const key = 'bid-events-aggregated';
    const python = definition(files, key);
    const other = edited(files, {
      kind: 'setSql',
      pipeline: key,
      sql: (sqlOf(files, key) ?? '').replace(
        "INTERVAL '1' MINUTE)\n        ",
        "INTERVAL '5' MINUTE)\n        ",
      ),
    });
    expect(definition(other, key).contentHash).not.toBe(python.contentHash);
    expect(applied(other, key, python)).toEqual(files);
  });

  test('that uses an anchor of another place is complete in itself', () => {
    const text =
      'x-base: &base\n  a: STRING\ntopics:\n  p:\n    source_schema: *base\n    sink: {table_name: t, schema: *base}\n    transformation: tr\n';
    const project = { [topicsPath]: text, 'transformations/tr.sql': 'SELECT * FROM {source_table}' };
    const version = definition(project, 'p');
    const alone = applied({ 'transformations/tr.sql': 'SELECT 1' }, 'p', version);
    expect(resolve(alone).pipelines[0]).toMatchObject({ valid: true, sink: { table: 't' } });
    expect(definition(alone, 'p').contentHash).toBe(version.contentHash);
  });
});
