import type { Expr, JsonBehavior, JsonClauses } from '../tree/expression';
import type { TypeNode } from '../tree/type-node';
import type { Arguments } from './calls';
import type { Cursor } from './cursor';
import { parseExpression } from './expressions';
import { parseTypeNode } from './types';

/** The SQL/JSON functions with their clauses; null for all other functions. */
export function parseJsonArguments(cursor: Cursor, name: string): Arguments | null {
  switch (name) {
    case 'JSON_VALUE':
    case 'JSON_QUERY':
    case 'JSON_EXISTS':
      return parsePathFunction(cursor);
    case 'JSON_OBJECT':
    case 'JSON_OBJECTAGG':
      return parseObject(cursor);
    case 'JSON_ARRAY':
    case 'JSON_ARRAYAGG':
      return parseArray(cursor);
    default:
      return null;
  }
}

function clauses(part: Partial<JsonClauses>): JsonClauses {
  return { returning: null, wrapper: null, onEmpty: null, onError: null, onNull: null, ...part };
}

function parsePathFunction(cursor: Cursor): Arguments {
  const args: Expr[] = [];
  if (!cursor.isOp(')')) {
    args.push(parseExpression(cursor));
    while (cursor.takeOp(',')) args.push(parseExpression(cursor));
  }
  const returning: TypeNode | null = cursor.takeWord('RETURNING') ? parseTypeNode(cursor) : null;
  const wrapper = parseWrapper(cursor);
  let onEmpty: JsonBehavior | null = null;
  let onError: JsonBehavior | null = null;
  for (let i = 0; i < 2; i++) {
    const behavior = parseBehavior(cursor);
    if (!behavior) break;
    cursor.expectWord('ON', 'and EMPTY or ERROR');
    if (cursor.takeWord('EMPTY')) onEmpty = behavior;
    else if (cursor.expectWord('ERROR', 'or EMPTY after ON')) onError = behavior;
  }
  return { args, json: clauses({ returning, wrapper, onEmpty, onError }) };
}

function parseWrapper(cursor: Cursor): string | null {
  const words: string[] = [];
  while (
    ['WITH', 'WITHOUT', 'CONDITIONAL', 'UNCONDITIONAL', 'ARRAY', 'WRAPPER'].includes(cursor.peek().upper)
  ) {
    words.push(cursor.next().upper);
  }
  return words.length === 0 ? null : words.filter((w) => w !== 'ARRAY').join(' ');
}

function parseBehavior(cursor: Cursor): JsonBehavior | null {
  const token = cursor.peek();
  if (token.kind !== 'word') return null;
  switch (token.upper) {
    case 'NULL':
    case 'ERROR':
    case 'TRUE':
    case 'FALSE':
    case 'UNKNOWN':
      cursor.next();
      return { kind: token.upper, value: null, start: token.start, end: token.end };
    case 'DEFAULT': {
      cursor.next();
      const value = parseExpression(cursor);
      return { kind: 'DEFAULT', value, ...cursor.spanFrom(token) };
    }
    case 'EMPTY': {
      cursor.next();
      const kind = cursor.next().upper === 'OBJECT' ? 'EMPTY OBJECT' : 'EMPTY ARRAY';
      return { kind, value: null, ...cursor.spanFrom(token) };
    }
    default:
      return null;
  }
}

function parseOnNull(cursor: Cursor): 'NULL' | 'ABSENT' | null {
  if (cursor.takeWords('NULL', 'ON', 'NULL')) return 'NULL';
  return cursor.takeWords('ABSENT', 'ON', 'NULL') ? 'ABSENT' : null;
}

function parseObject(cursor: Cursor): Arguments {
  const args: Expr[] = [];
  while (
    !cursor.isOp(')') &&
    !cursor.atEnd &&
    !cursor.isWords('NULL', 'ON') &&
    !cursor.isWords('ABSENT', 'ON')
  ) {
    // KEY is optional and is itself a possible column name.
    if (cursor.isWord('KEY') && !cursor.isWord('VALUE', 1) && !cursor.isOp(':', 1)) cursor.next();
    args.push(parseExpression(cursor));
    if (!cursor.takeWord('VALUE') && !cursor.takeOp(':')) {
      cursor.unexpected('VALUE between key and value');
      break;
    }
    args.push(parseExpression(cursor));
    if (!cursor.takeOp(',')) break;
  }
  return { args, json: clauses({ onNull: parseOnNull(cursor) }) };
}

function parseArray(cursor: Cursor): Arguments {
  const args: Expr[] = [];
  while (
    !cursor.isOp(')') &&
    !cursor.atEnd &&
    !cursor.isWords('NULL', 'ON') &&
    !cursor.isWords('ABSENT', 'ON')
  ) {
    args.push(parseExpression(cursor));
    if (!cursor.takeOp(',')) break;
  }
  return { args, json: clauses({ onNull: parseOnNull(cursor) }) };
}
