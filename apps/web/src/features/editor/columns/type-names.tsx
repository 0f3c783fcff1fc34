export const TYPE_LIST_ID = 'penstock-types';

const TYPES = [
  'STRING',
  'BIGINT',
  'INT',
  'DOUBLE',
  'BOOLEAN',
  'DECIMAL(10, 2)',
  'TIMESTAMP(3)',
  'TIMESTAMP_LTZ(3)',
  'DATE',
  'TIME(0)',
  'FLOAT',
  'SMALLINT',
  'TINYINT',
  'BYTES',
  'ARRAY<STRING>',
  'MAP<STRING, STRING>',
  'ROW<name STRING>',
];

/** Suggestions for every type field on the page; any type of Flink SQL may be typed. */
export function TypeNames() {
  return (
    <datalist id={TYPE_LIST_ID}>
      {TYPES.map((type) => (
        <option key={type} value={type} />
      ))}
    </datalist>
  );
}
