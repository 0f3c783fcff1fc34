import type { Expr } from '../tree/expression';
import type { Alias, From } from '../tree/query';
import type { Cursor } from './cursor';
import { parseExpression, parseList } from './expressions';
import { identOf, isIdentifierToken, parseIdentifier, parseTableName } from './identifiers';
import { errorExpr } from './node';
import { parsePrimary } from './primary';
import { parseQuery, startsQuery } from './query';
import { parseColumnNames, startsClause } from './select';

/** FROM with joins and commas, left to right. */
export function parseFrom(cursor: Cursor): From | null {
  let left = parseRelation(cursor);
  let joins = 0;
  while (left && !cursor.abandoned) {
    const join: string | null = cursor.takeOp(',') ? 'COMMA' : parseJoinWords(cursor);
    if (!join) return left;
    if (++joins > 150) {
      cursor.tooDeep(cursor.previous);
      return left;
    }
    const right = parseRelation(cursor);
    if (!right) return left;
    const on: Expr | null = cursor.takeWord('ON') ? parseExpression(cursor) : null;
    const using = !on && cursor.takeWord('USING') && cursor.isOp('(') ? parseColumnNames(cursor) : [];
    left = { kind: 'join', join, left, right, on, using, alias: null, ...cursor.spanFrom(left) };
  }
  return left;
}

const JOIN_WORDS: ReadonlySet<string> = new Set([
  'NATURAL',
  'INNER',
  'LEFT',
  'RIGHT',
  'FULL',
  'OUTER',
  'CROSS',
  'SEMI',
  'ANTI',
]);

function parseJoinWords(cursor: Cursor): string | null {
  let count = 0;
  while (cursor.peek(count).kind === 'word' && JOIN_WORDS.has(cursor.peek(count).upper) && count < 4) count++;
  if (!cursor.isWord('JOIN', count)) return null;
  const words: string[] = [];
  for (let i = 0; i <= count; i++) words.push(cursor.next().upper);
  return words.join(' ');
}

function parseRelation(cursor: Cursor): From | null {
  const start = cursor.peek();
  if (startsClause(start)) {
    cursor.unexpected('a table after FROM or JOIN');
    return null;
  }
  const relation = cursor.nested(() => parseRelationBody(cursor));
  if (!relation) return null;
  if (cursor.isWord('MATCH_RECOGNIZE') || cursor.isWord('TABLESAMPLE')) {
    return parseOther(cursor, relation);
  }
  const alias = parseTableAlias(cursor);
  const aliased = alias ? { ...relation, alias, ...cursor.spanFrom(start) } : relation;
  return cursor.isWord('MATCH_RECOGNIZE') ? parseOther(cursor, aliased) : aliased;
}

function parseOther(cursor: Cursor, relation: From): From {
  const what = cursor.next().upper;
  cursor.skipUntil((t) => t.upper === '(');
  if (cursor.takeOp('(')) {
    cursor.skipUntil(() => false);
    cursor.expectOp(')', `to close ${what}`);
  }
  const alias = parseTableAlias(cursor);
  return { kind: 'other', what, alias, ...cursor.spanFrom(relation) };
}

function parseRelationBody(cursor: Cursor): From | null {
  const start = cursor.peek();
  const lateral = cursor.takeWord('LATERAL') !== null;
  if (cursor.isWord('TABLE') && cursor.isOp('(', 1)) return parseTableFunction(cursor, lateral);
  if (cursor.isWord('UNNEST') && cursor.isOp('(', 1)) return parseUnnest(cursor);
  if (cursor.takeOp('(')) {
    if (!startsQuery(cursor) && !cursor.isOp('(')) {
      const inner = parseFrom(cursor);
      cursor.expectOp(')', 'after the join');
      return inner;
    }
    const query = parseQuery(cursor);
    cursor.expectOp(')', 'after the query');
    return { kind: 'subquery', query, lateral, alias: null, ...cursor.spanFrom(start) };
  }
  if (cursor.isWord('TABLE') && isIdentifierToken(cursor.peek(1))) cursor.next();
  const table = parseTableName(cursor);
  if (!table) return null;
  if (cursor.isOp('(')) return parseBareFunction(cursor, table.parts[0]?.name ?? '', start);
  const asOf = cursor.takeWords('FOR', 'SYSTEM_TIME', 'AS', 'OF') ? parseExpression(cursor) : null;
  return { kind: 'table', table, asOf, alias: null, ...cursor.spanFrom(start) };
}

function parseBareFunction(cursor: Cursor, name: string, start: { start: number; end: number }): From {
  cursor.diagnostics.error(
    'syntax',
    { start: start.start, end: start.end },
    `A table function stands in TABLE( … ): write TABLE(${name}( … )).`,
  );
  cursor.next();
  cursor.skipUntil(() => false);
  cursor.takeOp(')');
  return { kind: 'other', what: name, alias: null, ...cursor.spanFrom(start) };
}

function parseTableFunction(cursor: Cursor, lateral: boolean): From {
  const start = cursor.next();
  cursor.next();
  const call = cursor.isOp(')') ? errorExpr(start) : parsePrimary(cursor);
  if (!cursor.takeOp(')')) {
    if (call.kind !== 'error') cursor.unexpected(') after the table function');
    cursor.skipUntil(startsClause);
    cursor.takeOp(')');
  }
  return { kind: 'function', call, lateral, unnest: false, alias: null, ...cursor.spanFrom(start) };
}

function parseUnnest(cursor: Cursor): From {
  const start = cursor.next();
  cursor.next();
  const [call] = parseList(cursor);
  cursor.expectOp(')', 'after the argument of UNNEST');
  if (cursor.takeWord('WITH')) cursor.expectWord('ORDINALITY', 'after WITH');
  return {
    kind: 'function',
    call: call ?? errorExpr(start),
    lateral: true,
    unnest: true,
    alias: null,
    ...cursor.spanFrom(start),
  };
}

function parseTableAlias(cursor: Cursor): Alias | null {
  const explicit = cursor.takeWord('AS');
  const token = cursor.peek();
  if (!explicit && (!isIdentifierToken(token) || startsClause(token))) return null;
  const name = explicit ? parseIdentifier(cursor, 'a name after AS') : identOf(cursor.next());
  if (!name) return null;
  return { name, columns: cursor.isOp('(') ? parseColumnNames(cursor) : [] };
}
