import { describe, expect, it } from 'vitest';
import { doc, tableMetadata } from '../../testing/metadata';
import { checkRequirements } from './check';

const onTable = (requirement: string) => () => checkRequirements(tableMetadata(), [doc(requirement)]);
const onNone = (requirement: string) => () => checkRequirements(null, [doc(requirement)]);

describe.each([
  [
    'assert-table-uuid',
    '{"type":"assert-table-uuid","uuid":"11111111-2222-3333-4444-555555555555"}',
    '{"type":"assert-table-uuid","uuid":"x"}',
  ],
  [
    'assert-ref-snapshot-id',
    '{"type":"assert-ref-snapshot-id","ref":"main","snapshot-id":2}',
    '{"type":"assert-ref-snapshot-id","ref":"main","snapshot-id":1}',
  ],
  [
    'assert-ref-snapshot-id, no ref',
    '{"type":"assert-ref-snapshot-id","ref":"none","snapshot-id":null}',
    '{"type":"assert-ref-snapshot-id","ref":"main","snapshot-id":null}',
  ],
  [
    'assert-last-assigned-field-id',
    '{"type":"assert-last-assigned-field-id","last-assigned-field-id":1}',
    '{"type":"assert-last-assigned-field-id","last-assigned-field-id":2}',
  ],
  [
    'assert-current-schema-id',
    '{"type":"assert-current-schema-id","current-schema-id":0}',
    '{"type":"assert-current-schema-id","current-schema-id":1}',
  ],
  [
    'assert-last-assigned-partition-id',
    '{"type":"assert-last-assigned-partition-id","last-assigned-partition-id":999}',
    '{"type":"assert-last-assigned-partition-id","last-assigned-partition-id":1000}',
  ],
  [
    'assert-default-spec-id',
    '{"type":"assert-default-spec-id","default-spec-id":0}',
    '{"type":"assert-default-spec-id","default-spec-id":1}',
  ],
  [
    'assert-default-sort-order-id',
    '{"type":"assert-default-sort-order-id","default-sort-order-id":0}',
    '{"type":"assert-default-sort-order-id","default-sort-order-id":1}',
  ],
])('%s', (_name, holds, fails) => {
  it('passes when it holds and is a conflict when it does not', () => {
    expect(onTable(holds)).not.toThrow();
    expect(onTable(fails)).toThrow(/^Requirement failed/);
  });
});

describe('assert-create', () => {
  it('holds only while there is no table', () => {
    expect(onNone('{"type":"assert-create"}')).not.toThrow();
    expect(onTable('{"type":"assert-create"}')).toThrow(/already exists/);
  });
});

describe('requirements', () => {
  it('compare snapshot ids in all their digits', () => {
    const base = {
      ...tableMetadata(),
      ...doc('{"refs":{"main":{"snapshot-id":8428329622630187761,"type":"branch"}}}'),
    };
    const of = (id: string) => () =>
      checkRequirements(base, [doc(`{"type":"assert-ref-snapshot-id","ref":"main","snapshot-id":${id}}`)]);
    expect(of('8428329622630187761')).not.toThrow();
    expect(of('8428329622630187760')).toThrow(/has changed/);
  });
  it('that are unknown, or miss their value, are a bad request', () => {
    expect(onTable('{"type":"assert-weather"}')).toThrow(/does not know/);
    expect(onTable('{"type":"assert-current-schema-id"}')).toThrow(/integer/);
  });
  it('about a table that is not there fail', () => {
    expect(onNone('{"type":"assert-table-uuid","uuid":"11111111-2222-3333-4444-555555555555"}')).toThrow(
      /no table/,
    );
    expect(onNone('{"type":"assert-current-schema-id","current-schema-id":0}')).toThrow(/none/);
  });
});
