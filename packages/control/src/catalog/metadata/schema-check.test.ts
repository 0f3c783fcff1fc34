import { describe, expect, it } from 'vitest';
import { doc } from '../testing/metadata';
import { checkSchema, fieldIds } from './schema-check';

const field = (id: number, name: string, type: string, more = '') =>
  `{"id":${id},"name":"${name}","required":false,"type":${type}${more}}`;
const schema = (...fields: string[]) => doc(`{"type":"struct","fields":[${fields.join(',')}]}`);

describe('checkSchema', () => {
  it.each(['"long"', '"decimal(38, 2)"', '"fixed[16]"', '"timestamptz"', '"uuid"'])('takes %s', (type) => {
    expect(() => checkSchema(schema(field(1, 'a', type)), 2n)).not.toThrow();
  });

  it.each([
    ['"lnog"', /no type of Iceberg/],
    ['"decimal(39,2)"', /no type of Iceberg/],
    ['{"type":"bag"}', /neither struct, list nor map/],
    ['7', /has no type/],
    ['{"type":"list","element":"long","element-required":true}', /an integer is needed/],
    ['{"type":"list","element-id":1,"element":"long"}', /used twice/],
    ['{"type":"struct","fields":[{"id":2,"name":"b","type":"nope"}]}', /Invalid type for b/],
  ])('refuses %s', (type, message) => {
    expect(() => checkSchema(schema(field(1, 'a', type)), 2n)).toThrow(message);
  });

  it('types and default values of version 3 need version 3', () => {
    for (const type of ['"variant"', '"timestamp_ns"', '"geometry(srid:4326)"', '"unknown"']) {
      expect(() => checkSchema(schema(field(1, 'a', type)), 2n)).toThrow(/not supported until v3/);
      expect(() => checkSchema(schema(field(1, 'a', type)), 3n)).not.toThrow();
    }
    const withDefault = schema(field(1, 'a', '"int"', ',"initial-default":12'));
    expect(() => checkSchema(withDefault, 2n)).toThrow(/until v3/);
    expect(() => checkSchema(withDefault, 3n)).not.toThrow();
  });

  it('a name once in a struct, again in another', () => {
    expect(() => checkSchema(schema(field(1, 'a', '"int"'), field(2, 'a', '"int"')), 2n)).toThrow(
      /two fields/,
    );
    const nested = field(2, 'b', `{"type":"struct","fields":[${field(3, 'a', '"int"')}]}`);
    expect(() => checkSchema(schema(field(1, 'a', '"int"'), nested), 2n)).not.toThrow();
  });
});

it('fieldIds finds the ids of elements, keys and values too', () => {
  const map =
    '{"type":"map","key-id":4,"key":"string","value-id":5,"value":{"type":"list","element-id":6,"element":"int"}}';
  expect([...fieldIds(schema(field(1, 'a', '"int"'), field(2, 'm', map)))]).toEqual([1n, 2n, 4n, 5n, 6n]);
});
