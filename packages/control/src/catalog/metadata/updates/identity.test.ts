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
    expect(() => applied(tableMetadata(), '{"action":"upgrade-format-version","format-version":3}')).toThrow(
      /writes up to 2/,
    );
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
