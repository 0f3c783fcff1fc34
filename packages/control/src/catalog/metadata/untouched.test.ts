import fc from 'fast-check';
import { expect, it } from 'vitest';
import { asObject } from '../json/json-object';
import { writeJson } from '../json/json-text';
import { parseJson } from '../json/parse-json';
import { anyLocation, doc } from '../testing/metadata';
import { buildMetadata } from './build';

const long = fc.bigInt({ min: 1n, max: 2n ** 63n - 1n });
const anything = fc.oneof(
  fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }).map(String),
  fc.constantFrom(
    '1.10',
    '-0',
    '1e400',
    'null',
    'true',
    '"\\u0041\\/"',
    '[ 1 , 2 ]',
    '{"10":1, "2":{"deep":[9223372036854775807]}}',
  ),
  fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text)),
);
/** Fields that no specification knows, `{"x-0": …, "x-1": …}` without the braces. */
const unknownFields = fc
  .array(anything, { maxLength: 4 })
  .map((values) => values.map((value, i) => `"x-${i}":${value}`));

/** A string right at the top keeps its characters, but not the way in which they were escaped. */
const plainlySpelled = (fields: string[]) => fields.filter((field) => !field.includes('u0041'));

const snapshot = (id: bigint, sequence: number, more: string[]) =>
  `{${[`"snapshot-id":${id}`, `"sequence-number": ${sequence}`, '"timestamp-ms":900', `"manifest-list":"/w/db/t/metadata/${id}.avro"`, ...more].join(',')}}`;

const table = fc
  .record({
    ids: fc.uniqueArray(long, { minLength: 2, maxLength: 6 }),
    inside: unknownFields,
    beside: unknownFields.map(plainlySpelled),
    column: anything,
  })
  .map(({ ids, inside, beside, column }) => {
    const kept = ids.slice(1).map((id, index) => snapshot(id, index + 1, inside));
    const schema = `{"type":"struct","schema-id":0,"fields":[{"id":1,"name":"a","required":false,"type":"long","x-column":${column}}]}`;
    const text = `{"format-version":2,"table-uuid":"11111111-2222-3333-4444-555555555555","location":"/w/db/t",
      "last-sequence-number":${ids.length},"last-updated-ms":1000,"last-column-id":1,"current-schema-id":0,"schemas":[${schema}],
      "default-spec-id":0,"partition-specs":[{"spec-id":0,"fields":[]}],"last-partition-id":999,
      "default-sort-order-id":0,"sort-orders":[{"order-id":0,"fields":[]}],"properties":{},"current-snapshot-id":${ids[1]},
      "refs":{"main":{"snapshot-id":${ids[1]},"type":"branch"}},"snapshots":[${kept.join(', ')}],
      "snapshot-log":[],"metadata-log":[]${beside.map((field) => `,${field}`).join('')}}`;
    return { text, fresh: ids[0] ?? 0n, pieces: [schema, ...kept, ...beside] };
  });

it('a commit leaves every snapshot, schema and unknown field that it does not name as it was, byte for byte', () => {
  fc.assert(
    fc.property(table, unknownFields, ({ text, fresh, pieces }, more) => {
      const base = {
        metadata: asObject(parseJson(text), 'metadata'),
        location: '/w/db/t/metadata/0.metadata.json',
      };
      const added = snapshot(fresh, 99, more);
      const request = parseJson(`{"updates":[{"action":"add-snapshot","snapshot":${added}},
        {"action":"set-snapshot-ref","ref-name":"main","type":"branch","snapshot-id":${fresh}},
        {"action":"set-properties","updates":{"a":"b"}}]}`);
      const updates = asObject(request, 'request').updates as ReturnType<typeof doc>[];
      const built = buildMetadata(base, updates, { ...anyLocation, nowMs: 5000n });
      const written = writeJson(built.metadata);
      for (const piece of [...pieces, added]) expect(written).toContain(piece);
      // and once more through a file, as the next commit reads it
      const next = buildMetadata(
        { metadata: asObject(parseJson(written), 'metadata'), location: '/w/db/t/metadata/1.metadata.json' },
        [doc('{"action":"set-properties","updates":{"c":"d"}}')],
        { ...anyLocation, nowMs: 6000n },
      );
      for (const piece of [...pieces, added]) expect(writeJson(next.metadata)).toContain(piece);
    }),
    { numRuns: 300 },
  );
});
