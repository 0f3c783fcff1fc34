import { describe, expect, it } from 'vitest';
import { applied, read, tableMetadata } from '../../testing/metadata';

const add = (id: string, sequence: number, parent = '"parent-snapshot-id":2,') =>
  `{"action":"add-snapshot","snapshot":{"snapshot-id":${id},${parent}"sequence-number":${sequence},"timestamp-ms":4000,"manifest-list":"/w/x.avro"}}`;
const main = (id: string) =>
  `{"action":"set-snapshot-ref","ref-name":"main","type":"branch","snapshot-id":${id}}`;
const big = '8428329622630187761';

describe('add-snapshot', () => {
  it('is invisible until a ref points to it, and keeps all digits of its id', () => {
    const added = applied(tableMetadata(), add(big, 3));
    expect([added.long('current-snapshot-id'), added.long('last-sequence-number')]).toEqual([2n, 3n]);
    const moved = applied(tableMetadata(), add(big, 3), main(big));
    expect(read(moved.doc['current-snapshot-id'])).toBe(big);
    expect(read(moved.objects('snapshot-log').at(-1))).toEqual({
      'timestamp-ms': '4000',
      'snapshot-id': big,
    });
  });
  it('is a conflict, which a retry solves, when it was made on an older base', () => {
    expect(() => applied(tableMetadata(), add(big, 2))).toThrow(/older than last sequence number/);
    expect(() => applied(tableMetadata(), add(big, 2, ''))).not.toThrow();
  });
  it('refuses a known id, one that the commit removes, and a snapshot without manifest list', () => {
    expect(() => applied(tableMetadata(), add('2', 3))).toThrow(/already exists/);
    const remove = '{"action":"remove-snapshots","snapshot-ids":[2]}';
    expect(() => applied(tableMetadata(), remove, add('2', 3))).toThrow(/already exists/);
    expect(() => applied(tableMetadata(), add(big, 3).replace('manifest-list', 'manifests'))).toThrow(
      /manifest-list/,
    );
  });
});

describe('set-snapshot-ref', () => {
  it('makes tags with retention, and leaves main alone', () => {
    const tag =
      '{"action":"set-snapshot-ref","ref-name":"kept","type":"tag","snapshot-id":1,"max-ref-age-ms":9}';
    const draft = applied(tableMetadata(), tag);
    expect(read(draft.object('refs').kept)).toEqual({
      'snapshot-id': '1',
      type: 'tag',
      'max-ref-age-ms': '9',
    });
    expect(draft.long('current-snapshot-id')).toBe(2n);
  });
  it('refuses unknown snapshots, unknown types and a main that is a tag', () => {
    expect(() => applied(tableMetadata(), main('3'))).toThrow(/unknown snapshot/);
    expect(() => applied(tableMetadata(), main('1').replace('"branch"', '"tag"'))).toThrow(/main a tag/);
    expect(() => applied(tableMetadata(), main('1').replace('"branch"', '"twig"'))).toThrow(/its type/);
  });
  it('writes no history when main stays where it is', () => {
    expect(applied(tableMetadata(), main('2')).objects('snapshot-log')).toHaveLength(2);
  });
});

describe('remove-snapshot-ref', () => {
  it('empties the table but keeps its history when it is main, and is no error for an unknown name', () => {
    const draft = applied(tableMetadata(), '{"action":"remove-snapshot-ref","ref-name":"main"}');
    expect([draft.long('current-snapshot-id'), draft.object('refs')]).toEqual([-1n, {}]);
    expect(draft.objects('snapshot-log')).toHaveLength(2);
    expect(
      applied(tableMetadata(), '{"action":"remove-snapshot-ref","ref-name":"x"}').long('current-snapshot-id'),
    ).toBe(2n);
  });
});

describe('remove-snapshots', () => {
  it('takes refs, statistics and the history before the hole with them', () => {
    const base = applied(
      tableMetadata(),
      '{"action":"set-snapshot-ref","ref-name":"old","type":"tag","snapshot-id":1}',
      '{"action":"set-statistics","snapshot-id":1,"statistics":{"snapshot-id":1,"statistics-path":"/w/s"}}',
    ).doc;
    const draft = applied(base, '{"action":"remove-snapshots","snapshot-ids":[1,99]}');
    expect(read(draft.doc.refs)).toEqual({ main: { 'snapshot-id': '2', type: 'branch' } });
    expect([draft.objects('snapshots').length, draft.objects('statistics').length]).toEqual([1, 0]);
    expect(read(draft.doc['snapshot-log'])).toEqual([{ 'timestamp-ms': '1000', 'snapshot-id': '2' }]);
  });
  it('of main leaves an empty table', () => {
    expect(
      applied(tableMetadata(), '{"action":"remove-snapshots","snapshot-ids":[2]}').long(
        'current-snapshot-id',
      ),
    ).toBe(-1n);
  });
});
