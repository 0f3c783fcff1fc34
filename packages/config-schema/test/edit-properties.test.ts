import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdit, type ProjectEdit, resolve, topicsPath, versionDefinition } from '../src/index';
import { type Topics, topics, write } from './arbitrary-topics';

const sql = 'SELECT * FROM {source_table}';
const filesOf = (given: Topics) => ({
  [topicsPath]: write(given),
  'transformations/tr.sql': sql,
  'penstock.yaml': '# kept  \r\nname:   x',
});

const newColumn = fc.record({
  name: fc.constantFrom('added', 'on', '1', 'a b', 'ünï: x', "it's", '#x', '"q"'),
  type: fc.constantFrom('STRING', 'ROW<a INT, b STRING>', 'MAP<STRING, INT>'),
});

const edits = fc.oneof(
  fc.record({ kind: fc.constant('addColumn' as const), column: newColumn, index: fc.nat(6) }),
  fc.record({ kind: fc.constant('removeColumn' as const), column: fc.nat(6) }),
  fc.record({
    kind: fc.constant('renameColumn' as const),
    column: fc.nat(6),
    name: newColumn.map((one) => one.name),
  }),
  fc.record({
    kind: fc.constant('changeColumnType' as const),
    column: fc.nat(6),
    type: newColumn.map((one) => one.type),
  }),
  fc.record({ kind: fc.constant('moveColumn' as const), column: fc.nat(6), to: fc.nat(6) }),
  fc.record({
    kind: fc.constant('setColumns' as const),
    columns: fc.uniqueArray(newColumn, { minLength: 1, maxLength: 4, selector: (one) => one.name }),
  }),
  fc.record({
    kind: fc.constant('setField' as const),
    path: fc.constantFrom(
      'enabled',
      'on_error',
      'sink.type',
      'sink.table_name',
      'event_time.watermark_delay',
      'sink.properties.x',
    ),
    value: fc.constantFrom('5 s', 'a: b', '', 'true', 'x # y', ' x '),
  }),
);

/** The edit with indexes that exist in this entry. */
function fitted(edit: object, pipeline: string, count: number, side: 'source' | 'sink'): ProjectEdit {
  const clamp = (value: unknown, most: number) => (typeof value === 'number' ? Math.min(value, most) : value);
  const { column, index, to, ...rest } = edit as Record<string, unknown>;
  return {
    ...rest,
    pipeline,
    side,
    ...(column === undefined ? {} : { column: clamp(column, count - 1) }),
    ...(index === undefined ? {} : { index: clamp(index, count) }),
    ...(to === undefined ? {} : { to: clamp(to, count - 1) }),
  } as ProjectEdit;
}

const comments = (text: string) => text.match(/# (?:head|tail|above \d+)/g) ?? [];

describe('an edit through the model, in any style of writing', () => {
  test('is carried out, changes only its entry, and loses no comment line', () => {
    fc.assert(
      fc.property(
        topics,
        edits,
        fc.nat(3),
        fc.constantFrom('source' as const, 'sink' as const),
        (given, edit, which, side) => {
          const entry = given.entries[which % given.entries.length];
          if (!entry) return;
          const files = filesOf(given);
          const result = applyEdit(files, fitted(edit, entry.key, entry.columns.length, side));
          if (!result.ok) throw new Error(`${result.diagnostics[0]?.message}\n${files[topicsPath]}`);
          const text = result.files[topicsPath] ?? '';
          expect(resolve(result.files).diagnostics.filter((one) => one.code.startsWith('yaml_'))).toEqual([]);
          for (const other of given.entries) {
            if (other !== entry)
              expect(versionDefinition(result.files, other.key)).toEqual(versionDefinition(files, other.key));
          }
          for (const path of ['transformations/tr.sql', 'penstock.yaml'] as const)
            expect(result.files[path]).toBe(files[path]);
          if (edit.kind !== 'setColumns' && edit.kind !== 'removeColumn')
            expect([...comments(text)].sort()).toEqual([...comments(write(given))].sort());
          if (given.style.eol === '\r\n') expect(text.replaceAll('\r\n', '')).not.toContain('\n');
          expect(text.startsWith('\uFEFF')).toBe(given.style.bom);
        },
      ),
      { numRuns: 120 },
    );
  });

  test('a column that is added and removed again leaves the file byte for byte', () => {
    fc.assert(
      fc.property(
        topics,
        newColumn,
        fc.nat(6),
        fc.constantFrom('source' as const, 'sink' as const),
        (given, column, index, side) => {
          const entry = given.entries[0];
          if (!entry) return;
          const at = Math.min(index, entry.columns.length);
          const added = applyEdit(filesOf(given), {
            kind: 'addColumn',
            pipeline: entry.key,
            side,
            column,
            index: at,
          });
          if (!added.ok) throw new Error(added.diagnostics[0]?.message);
          const removed = applyEdit(added.files, {
            kind: 'removeColumn',
            pipeline: entry.key,
            side,
            column: at,
          });
          expect(removed.ok && removed.files[topicsPath]).toBe(write(given));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('setting what is there already changes nothing', () => {
    fc.assert(
      fc.property(topics, (given) => {
        const entry = given.entries[0];
        if (!entry) return;
        const files = filesOf(given);
        const same: ProjectEdit[] = [
          { kind: 'setField', pipeline: entry.key, path: 'transformation', value: 'tr' },
          {
            kind: 'changeColumnType',
            pipeline: entry.key,
            side: 'sink',
            column: 0,
            type: entry.columns[0]?.type ?? '',
          },
          { kind: 'moveColumn', pipeline: entry.key, side: 'source', column: 0, to: 0 },
          { kind: 'setColumns', pipeline: entry.key, side: 'source', columns: entry.columns },
          { kind: 'setSql', pipeline: entry.key, sql },
        ];
        for (const edit of same) {
          const result = applyEdit(files, edit);
          if (edit.kind === 'setColumns' && given.style.form.startsWith('flow')) continue;
          expect(result.ok && result.files[topicsPath]).toBe(files[topicsPath]);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('a pipeline that is added and deleted again leaves every file byte for byte', () => {
    fc.assert(
      fc.property(
        topics.filter((given) => given.style.finalNewline),
        (given) => {
          const files = {
            ...filesOf(given),
            'config/transformations.yaml': 'transformations:\n  tr: {class: X}\n',
          };
          const added = applyEdit(files, {
            kind: 'addPipeline',
            key: 'new-one',
            sourceColumns: [{ name: 'a', type: 'STRING' }],
            table: 'n',
          });
          if (!added.ok) throw new Error(added.diagnostics[0]?.message);
          const deleted = applyEdit(added.files, { kind: 'deletePipeline', pipeline: 'new-one' });
          if (!deleted.ok) throw new Error(deleted.diagnostics[0]?.message);
          const squeeze = (text: string | undefined) => text?.replace(/(\r?\n)+/g, '$1');
          expect(squeeze(deleted.files[topicsPath])).toBe(squeeze(files[topicsPath]));
          expect({ ...deleted.files, [topicsPath]: '' }).toEqual({ ...files, [topicsPath]: '' });
        },
      ),
      { numRuns: 40 },
    );
  });
});
