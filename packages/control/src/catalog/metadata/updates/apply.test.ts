import { describe, expect, it } from 'vitest';
import { applied, doc, read, tableMetadata } from '../../testing/metadata';

describe('set-properties and remove-properties', () => {
  it('change the named ones only', () => {
    const draft = applied(
      tableMetadata(),
      '{"action":"set-properties","updates":{"new":"1","gone":"2"}}',
      '{"action":"remove-properties","removals":["gone","never"]}',
    );
    expect(draft.doc.properties).toEqual({ kept: 'yes', new: '1' });
  });
  it('refuse what is no string', () => {
    expect(() => applied(tableMetadata(), '{"action":"set-properties","updates":{"a":1}}')).toThrow(/string/);
    expect(() => applied(tableMetadata(), '{"action":"remove-properties","removals":[1]}')).toThrow(/string/);
  });
});

describe.each(['statistics', 'partition-statistics'])('set- and remove-%s', (kind) => {
  it('keep one file per snapshot', () => {
    const set = (path: string) =>
      `{"action":"set-${kind}","${kind}":{"snapshot-id":2,"statistics-path":"${path}"}}`;
    const draft = applied(tableMetadata(), set('/w/1'), set('/w/2'));
    expect(read(draft.doc[kind])).toEqual([{ 'snapshot-id': '2', 'statistics-path': '/w/2' }]);
    expect(applied(draft.doc, `{"action":"remove-${kind}","snapshot-id":2}`).objects(kind)).toEqual([]);
  });
});

describe('updates', () => {
  it('that are unknown refuse the whole commit', () => {
    expect(() => applied(tableMetadata(), '{"action":"enable-magic"}')).toThrow(/enable-magic/);
    expect(() => applied(tableMetadata(), '{}')).toThrow(/action/);
  });
  it('never change the metadata they are applied to', () => {
    const base = tableMetadata();
    applied(
      base,
      '{"action":"set-properties","updates":{"new":"1"}}',
      '{"action":"add-snapshot","snapshot":{"snapshot-id":5,"sequence-number":9,"timestamp-ms":1,"manifest-list":"x"}}',
      '{"action":"set-snapshot-ref","ref-name":"main","type":"branch","snapshot-id":5}',
      '{"action":"remove-snapshots","snapshot-ids":[1]}',
    );
    expect(read(base)).toEqual(read(tableMetadata()));
  });
  it('leave unknown fields of the metadata as they are', () => {
    const base = { ...tableMetadata(), ...doc('{"next-row-id":12345678901234567890}') };
    expect(read(applied(base, '{"action":"set-properties","updates":{}}').doc['next-row-id'])).toBe(
      '12345678901234567890',
    );
  });
});
