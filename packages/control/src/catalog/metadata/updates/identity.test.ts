import { describe, expect, it } from 'vitest';
import { applied, doc, tableMetadata } from '../../testing/metadata';
import { MetadataDraft } from '../draft';
import { setLocation } from './identity';

const uuid = '11111111-2222-3333-4444-555555555555';

describe('assign-uuid', () => {
  it('gives a new table its uuid and keeps it afterwards', () => {
    expect(applied(null, `{"action":"assign-uuid","uuid":"${uuid.toUpperCase()}"}`).doc['table-uuid']).toBe(
      uuid,
    );
    expect(applied(tableMetadata(), `{"action":"assign-uuid","uuid":"${uuid}"}`).doc['table-uuid']).toBe(
      uuid,
    );
  });
  it('refuses another one and what is none', () => {
    expect(() =>
      applied(tableMetadata(), '{"action":"assign-uuid","uuid":"99999999-2222-3333-4444-555555555555"}'),
    ).toThrow(/already has/);
    expect(() => applied(null, '{"action":"assign-uuid","uuid":"../x"}')).toThrow(/not a UUID/);
  });
});

describe('upgrade-format-version', () => {
  it('goes up, stays, never down, never to one that this catalog does not write', () => {
    const v1 = { ...tableMetadata(), ...doc('{"format-version":1}') };
    expect(applied(v1, '{"action":"upgrade-format-version","format-version":2}').long('format-version')).toBe(
      2n,
    );
    expect(
      applied(tableMetadata(), '{"action":"upgrade-format-version","format-version":2}').long(
        'format-version',
      ),
    ).toBe(2n);
    expect(() => applied(tableMetadata(), '{"action":"upgrade-format-version","format-version":1}')).toThrow(
      /downgrade/,
    );
    expect(() => applied(tableMetadata(), '{"action":"upgrade-format-version","format-version":4}')).toThrow(
      /writes up to 3/,
    );
  });
});

describe('format version 3', () => {
  const upgrade = '{"action":"upgrade-format-version","format-version":3}';
  const snapshot = (id: number, first: string, added: string) =>
    `{"action":"add-snapshot","snapshot":{"snapshot-id":${id},"sequence-number":${id},"timestamp-ms":9,
      "manifest-list":"/w/l${id}.avro","first-row-id":${first},"added-rows":${added}}}`;

  it('row ids begin at 0 after the upgrade and are never given twice, also behind a gap', () => {
    const draft = applied(tableMetadata(), upgrade, snapshot(3, '0', '10'), snapshot(4, '15', '5'));
    expect(draft.long('next-row-id')).toBe(20n);
    expect(() => applied(draft.doc, snapshot(5, '19', '1'))).toThrow(/behind table next-row-id: 19 < 20/);
  });

  it('a snapshot that names no row ids is refused', () => {
    expect(() => applied(tableMetadata(), upgrade, snapshot(3, 'null', '1'))).toThrow(/first-row-id is null/);
    expect(() => applied(tableMetadata(), upgrade, snapshot(3, '0', '-1'))).toThrow(/negative/);
  });

  it('version 2 has no row ids and no encryption keys', () => {
    expect(applied(tableMetadata(), snapshot(3, '0', '10')).doc['next-row-id']).toBeUndefined();
    const key =
      '{"action":"add-encryption-key","encryption-key":{"key-id":"k","encrypted-key-metadata":"eA=="}}';
    expect(() => applied(tableMetadata(), key)).toThrow(/version 3/);
    expect(applied(tableMetadata(), upgrade, key, key).objects('encryption-keys')).toHaveLength(1);
    const removed = applied(tableMetadata(), upgrade, key, '{"action":"remove-encryption-key","key-id":"k"}');
    expect(removed.objects('encryption-keys')).toEqual([]);
  });
});

describe('set-location', () => {
  it('asks the warehouse first and drops slashes at the end', () => {
    const draft = new MetadataDraft(tableMetadata(), 0n);
    const asked: string[] = [];
    setLocation(draft, doc('{"location":"/w/other//"}'), {
      checkLocation: (location) => asked.push(location),
    });
    expect([draft.doc.location, asked]).toEqual(['/w/other', ['/w/other']]);
  });
});
