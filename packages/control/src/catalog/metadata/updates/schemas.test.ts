import { describe, expect, it } from 'vitest';
import { applied, read, tableMetadata } from '../../testing/metadata';

const schema = (id: number, fields: string) =>
  `{"action":"add-schema","schema":{"type":"struct","schema-id":${id},"fields":[${fields}]}}`;
const a = '{"id":1,"name":"a","required":false,"type":"long"}';
const nested = `{"id":2,"name":"m","required":false,"type":{"type":"map","key-id":3,"key":"string","value-id":4,"value":
  {"type":"list","element-id":7,"element":{"type":"struct","fields":[{"id":9,"name":"x","required":false,"type":"int"}]}}}}`;

describe('add-schema', () => {
  it('takes the next free id whatever the request proposes, and counts nested field ids', () => {
    const draft = applied(
      tableMetadata(),
      schema(77, `${a},${nested}`),
      '{"action":"set-current-schema","schema-id":-1}',
    );
    expect(draft.objects('schemas').map((entry) => read(entry['schema-id']))).toEqual(['0', '1']);
    expect([draft.long('current-schema-id'), draft.long('last-column-id')]).toEqual([1n, 9n]);
  });
  it('finds an equal schema again, also with its keys in another order', () => {
    const same = '{"type":"long","required":false,"name":"a","id":1}';
    const draft = applied(tableMetadata(), schema(5, same), '{"action":"set-current-schema","schema-id":-1}');
    expect(draft.objects('schemas')).toHaveLength(1);
    expect(draft.long('current-schema-id')).toBe(0n);
  });
  it('refuses fields without id, name or type', () => {
    for (const field of ['{"name":"a","type":"int"}', '{"id":1,"type":"int"}', '{"id":1,"name":"a"}', '7']) {
      expect(() => applied(tableMetadata(), schema(1, field))).toThrow(/Cannot parse/);
    }
  });
});

describe('set-current-schema', () => {
  it('refuses an unknown one, and -1 when nothing was added', () => {
    expect(() => applied(tableMetadata(), '{"action":"set-current-schema","schema-id":3}')).toThrow(
      /unknown schema/,
    );
    expect(() => applied(tableMetadata(), '{"action":"set-current-schema","schema-id":-1}')).toThrow(
      /no schema/,
    );
  });
});

describe('remove-schemas', () => {
  it('removes others than the current one', () => {
    const two = applied(
      tableMetadata(),
      schema(1, `${a},${nested}`),
      '{"action":"set-current-schema","schema-id":1}',
    ).doc;
    expect(applied(two, '{"action":"remove-schemas","schema-ids":[0]}').objects('schemas')).toHaveLength(1);
    expect(() => applied(two, '{"action":"remove-schemas","schema-ids":[1]}')).toThrow(/current schema/);
  });
});
