import { describe, expect, it } from 'vitest';
import { tokenize } from '../lexer/tokenize';
import { bidEvents } from '../testing/schema';
import { completions } from './completions';
import { hover } from './hover';

const options = { source: bidEvents, inputs: { 'order-events': bidEvents } };

describe('editor services', () => {
  it('offers columns by prefix with their types', () => {
    const [first] = completions('SELECT us', 9, options);
    expect(first).toEqual({ label: 'user_id', kind: 'column', detail: 'BIGINT', insertText: 'user_id' });
  });

  it('offers the fields of a ROW after its dot', () => {
    expect(completions('SELECT device.', 14, options).map((c) => c.label)).toEqual(['os', 'screen']);
    expect(
      completions('SELECT t.device.screen. FROM {source_table} t', 23, options).map((c) => c.label),
    ).toEqual(['width']);
  });

  it('offers tables after FROM, quoted where needed', () => {
    expect(completions('SELECT * FROM ', 14, options).map((c) => c.insertText)).toEqual([
      '{source_table}',
      '`order-events`',
    ]);
  });

  it('hover tells the type of the innermost expression', () => {
    expect(hover('SELECT price * 2 FROM {source_table}', 8, options)?.title).toBe('price: DECIMAL(10, 2)');
    expect(hover('SELECT price * 2 FROM {source_table}', 14, options)?.title).toBe('*: DECIMAL(21, 2)');
    expect(hover('SELECT price FROM {source_table}', 25, options)).toBeNull();
  });

  it('tokens cover every comment, string and placeholder', () => {
    const kinds = tokenize("SELECT a, 'x' -- c\nFROM {source_table} /*+ h */").map((t) => t.kind);
    expect(kinds).toEqual([
      'keyword',
      'identifier',
      'operator',
      'string',
      'comment',
      'keyword',
      'placeholder',
      'hint',
    ]);
  });
});
