import fc from 'fast-check';

/** How an author writes a file; every style that hand-written projects were seen to use, and some they should not. */
export type Style = {
  eol: '\n' | '\r\n';
  bom: boolean;
  step: number;
  quote: '' | "'" | '"';
  form: 'list' | 'map' | 'flowList' | 'flowMap' | 'flushList';
  comments: boolean;
  blankLines: number;
  finalNewline: boolean;
};

export type Entry = { key: string; columns: { name: string; type: string }[]; enabled: boolean };

export type Topics = { style: Style; entries: Entry[] };

const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/);
const type = fc.constantFrom(
  'STRING',
  'BIGINT',
  'DECIMAL(10, 2)',
  'TIMESTAMP(3)',
  'ARRAY<STRING>',
  'ROW<a INT, b STRING>',
  'INT NOT NULL',
);

const columns = fc.uniqueArray(fc.record({ name, type }), {
  minLength: 1,
  maxLength: 6,
  selector: (column) => column.name,
});

export const style: fc.Arbitrary<Style> = fc.record({
  eol: fc.constantFrom('\n', '\r\n'),
  bom: fc.boolean(),
  step: fc.integer({ min: 1, max: 5 }),
  quote: fc.constantFrom('', "'", '"'),
  form: fc.constantFrom('list', 'map', 'flowList', 'flowMap', 'flushList'),
  comments: fc.boolean(),
  blankLines: fc.integer({ min: 0, max: 2 }),
  finalNewline: fc.boolean(),
});

export const topics: fc.Arbitrary<Topics> = fc.record({
  style,
  entries: fc.uniqueArray(fc.record({ key: name.map((one) => `k-${one}`), columns, enabled: fc.boolean() }), {
    minLength: 1,
    maxLength: 4,
    selector: (entry) => entry.key,
  }),
});

/** The text of config/topics.yaml in that style. */
export function write({ style, entries }: Topics): string {
  const { step, quote } = style;
  const q = (text: string) =>
    quote === '' && !/[,[\]{}]/.test(text) ? text : `${quote || "'"}${text}${quote || "'"}`;
  const pad = (level: number) => ' '.repeat(step * level);
  let count = 0;
  const note = () => (style.comments ? `  # note ${++count}: it's "so"\ttab` : '');
  const above = (level: number) => (style.comments ? [`${pad(level)}# above ${++count}`] : []);
  const lines: string[] = [...(style.comments ? ['# head', ''] : []), `topics:${note()}`];
  for (const entry of entries) {
    lines.push(...above(1), `${pad(1)}${q(entry.key)}:${note()}`);
    lines.push(`${pad(2)}enabled: ${entry.enabled ? 'true' : 'no'}${note()}`);
    lines.push(
      ...schema('source_schema', 2, entry.columns),
      `${pad(2)}sink:`,
      `${pad(3)}table_name: ${q('t')}${note()}`,
      ...schema('schema', 3, entry.columns),
    );
    lines.push(
      ...above(2),
      `${pad(2)}transformation: ${q('tr')}${note()}`,
      ...Array<string>(style.blankLines).fill(''),
    );
  }
  if (style.comments) lines.push('# tail');
  return (style.bom ? '\uFEFF' : '') + lines.join(style.eol) + (style.finalNewline ? style.eol : '');

  function schema(key: string, level: number, list: Entry['columns']): string[] {
    const inner = pad(level + (style.form === 'flushList' ? 0 : 1));
    switch (style.form) {
      case 'list':
      case 'flushList':
        return [
          `${pad(level)}${key}:${note()}`,
          ...list.flatMap((column) => [
            ...above(level + 1),
            `${inner}- name: ${q(column.name)}${note()}`,
            `${inner}  type: ${q(column.type)}${note()}`,
          ]),
        ];
      case 'map':
        return [
          `${pad(level)}${key}:${note()}`,
          ...list.map((column) => `${inner}${q(column.name)}: ${q(column.type)}${note()}`),
        ];
      case 'flowList':
        return [
          `${pad(level)}${key}: [${list.map((column) => `{name: ${q(column.name)}, type: ${q(column.type)}}`).join(', ')}]${note()}`,
        ];
      case 'flowMap':
        return [
          `${pad(level)}${key}: { ${list.map((column) => `${q(column.name)}: ${q(column.type)}`).join(', ')} }${note()}`,
        ];
    }
  }
}
