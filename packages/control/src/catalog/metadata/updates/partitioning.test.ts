import { describe, expect, it } from 'vitest';
import { applied, read, tableMetadata } from '../../testing/metadata';

const spec =
  '{"action":"add-spec","spec":{"spec-id":9,"fields":[{"name":"d","transform":"day","source-id":1}]}}';
const order =
  '{"action":"add-sort-order","sort-order":{"order-id":9,"fields":[{"source-id":1,"transform":"identity","direction":"asc","null-order":"nulls-first"}]}}';

describe('add-spec and set-default-spec', () => {
  it('number the spec and its fields, and reuse an equal one', () => {
    const once = applied(tableMetadata(), spec, '{"action":"set-default-spec","spec-id":-1}');
    expect(read(once.doc['partition-specs'])).toEqual([
      { 'spec-id': '0', fields: [] },
      { 'spec-id': '1', fields: [{ name: 'd', transform: 'day', 'source-id': '1', 'field-id': '1000' }] },
    ]);
    expect([once.long('default-spec-id'), once.long('last-partition-id')]).toEqual([1n, 1000n]);
    const again = applied(once.doc, spec.replace('"source-id":1', '"source-id":1,"field-id":1000'));
    expect([again.objects('partition-specs').length, again.lastAddedSpecId]).toEqual([2, 1n]);
  });
  it('refuse an unknown default', () => {
    expect(() => applied(tableMetadata(), '{"action":"set-default-spec","spec-id":4}')).toThrow(
      /unknown spec/,
    );
    expect(() => applied(tableMetadata(), '{"action":"set-default-spec","spec-id":-1}')).toThrow(/no spec/);
  });
});

describe('remove-partition-specs', () => {
  it('removes others than the default', () => {
    const two = applied(tableMetadata(), spec).doc;
    expect(
      applied(two, '{"action":"remove-partition-specs","spec-ids":[1]}').objects('partition-specs'),
    ).toHaveLength(1);
    expect(() => applied(two, '{"action":"remove-partition-specs","spec-ids":[0]}')).toThrow(/default/);
  });
});

describe('add-sort-order and set-default-sort-order', () => {
  it('number from 1, keep 0 for unsorted, reuse an equal one', () => {
    const sorted = applied(tableMetadata(), order, '{"action":"set-default-sort-order","sort-order-id":-1}');
    expect(sorted.long('default-sort-order-id')).toBe(1n);
    const unsorted = applied(
      sorted.doc,
      '{"action":"add-sort-order","sort-order":{"order-id":3,"fields":[]}}',
    );
    expect([unsorted.lastAddedSortOrderId, unsorted.objects('sort-orders').length]).toEqual([0n, 2]);
    expect(applied(sorted.doc, order).lastAddedSortOrderId).toBe(1n);
    expect(applied(null, order).lastAddedSortOrderId).toBe(1n);
  });
  it('refuse an unknown default', () => {
    expect(() => applied(tableMetadata(), '{"action":"set-default-sort-order","sort-order-id":4}')).toThrow(
      /unknown/,
    );
  });
});
