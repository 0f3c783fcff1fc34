// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of topics.yaml are written like this.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resolve } from '../resolve/resolve';
import { parseYaml } from './parse-yaml';

const repeated = (text: string, length = 520_000) =>
  text.repeat(Math.ceil(length / text.length)).slice(0, length);
const bomb = [
  'a: &a [x,x,x,x,x,x,x,x,x]',
  ...[...'bcdefghij'].map(
    (name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[i]}`).join(',')}]`,
  ),
].join('\n');
const mergeBomb = `a: &a {${Array.from({ length: 3000 }, (_, i) => `k${i}: 1`).join(',')}}\nb: {<<: [${'*a,'.repeat(5000)}]}`;

describe('hostile documents are refused within bounds', () => {
  test.each([
    ['larger than the limit', 'a'.repeat(600_000)],
    ['a long list', repeated('- x\n')],
    ['a long flow list', `[${repeated('x,')}`],
    ['deep brackets', repeated('[')],
    ['deep dashes', repeated('- ')],
    ['deep keys', repeated('? ')],
    ['an alias bomb', bomb],
    ['a merge bomb', mergeBomb],
    ['many documents', repeated('---\n')],
    ['many comments', repeated('# x\n')],
  ])(
    '%s',
    (_, text) => {
      // The limits count work, not time; the test's own time limit is the bound on the clock.
      expect(parseYaml('x', text).diagnostics.map((one) => one.code)).toContain('yaml_too_large');
    },
    10_000,
  );

  test.each(['__proto__', 'constructor', 'prototype'])(
    '%s is no key anywhere, and nothing is polluted',
    (key) => {
      const text = `topics:\n  p:\n    ${key}: {polluted: yes}\n    sink:\n      properties: {${key}: x}\n  ${key}:\n    x: 1\n`;
      const result = resolve({
        'config/topics.yaml': text,
        'config/transformations.yaml': `transformations: {${key}: {class: X}}`,
        'penstock.yaml': `environments: {${key}: {variables: {${key}: x}}}`,
      });
      expect(result.diagnostics.filter((one) => one.code === 'yaml_key').length).toBeGreaterThanOrEqual(5);
      expect(Object.hasOwn({}, 'polluted') || 'polluted' in {}).toBe(false);
    },
  );

  test('transformer names and paths cannot leave their folders', () => {
    for (const name of ['../config/topics', '/etc/passwd', 'a/b', '..', 'constructor']) {
      const text = `topics:\n  p:\n    source_schema: {a: INT}\n    sink: {type: parquet, path: "../${name}", table_name: t, schema: {a: INT}}\n    transformation: "${name}"\n`;
      const result = resolve({ 'config/topics.yaml': text, 'config/topics.sql': 'SELECT 1' });
      expect(result.diagnostics.map((one) => one.code)).toEqual(
        expect.arrayContaining(['transformer_missing', 'sink_path']),
      );
    }
  });

  test('any text resolves without throwing, and every diagnostic lies within its file', () => {
    const piece = fc.constantFrom(
      'topics:',
      '\n',
      '  ',
      '    ',
      'p:',
      'sink:',
      ' ',
      '- ',
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      '&a ',
      '*a',
      '<<: ',
      ': ',
      '#',
      '|',
      '>',
      '!!x ',
      '---',
      '\t',
      '\r\n',
      'source_schema:',
      'name: a',
      'type: INT',
      ', ',
      '? ',
      '\uFEFF',
      '${v}',
      '%',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = `topics:\n  p:\n    ${pieces.join('')}`;
        for (const one of resolve({ 'config/topics.yaml': text, 'penstock.yaml': pieces.join('') })
          .diagnostics) {
          expect(one.start).toBeLessThanOrEqual(one.end);
          expect(one.line).toBeGreaterThan(0);
        }
      }),
      { numRuns: 500 },
    );
  });
});
