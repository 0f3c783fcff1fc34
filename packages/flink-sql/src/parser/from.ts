import type { Expr, TableName } from '../tree/expression';
import type { Alias, From } from '../tree/query';
import { parseCallOf } from './calls';
import type { Cursor } from './cursor';
import { parseExpression, parseList } from './expressions';
import { identOf, isIdentifierToken, parseIdentifier, parseTableName } from './identifiers';
import { parseMatchRecognize } from './match-recognize';
import { errorExpr } from './node';
import { parsePrimary } from './primary';
import { parseQuery, startsQuery } from './query';
import { parseColumnNames, startsClause } from './select';

/** FROM with joins and commas, left to right. */
export function parseFrom(cursor: Cursor): From | null {
  let left = parseRelation(cursor);
  let joins = 0;
  while (left && !cursor.abandoned) {
    const joinStart = cursor.peek();
    const join: string | null = cursor.takeOp(',') ? 'COMMA' : parseJoinWords(cursor);
    if (!join) return left;
    if (++joins > 150) {
      cursor.tooDeep(cursor.previous);
      return left;
    }
    if (!startsRelation(cursor)) {
      if (join === 'COMMA' && cursor.peek().reserved) cursor.unexpected('a table after the comma');
      else cursor.unexpectedAfter(joinStart, 'a table');
      return left;
    }
    const right = parseRelation(cursor);
    if (!right) return left;
    const conflict = cursor.isWords('ON', 'CONFLICT') && cursor.isWord('DO', 2);
    const conditioned = join !== 'COMMA' && !conflict;
    const on: Expr | null = conditioned && cursor.takeWord('ON') ? parseExpression(cursor) : null;
    const using =
      conditioned && !on && cursor.takeWord('USING') && cursor.isOp('(') ? parseColumnNames(cursor) : [];
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
  for (let i = 0; i < count; i++) words.push(cursor.next().upper);
  if (!/^(NATURAL ?)?(INNER|(LEFT|RIGHT|FULL)( OUTER)?|CROSS)?$/.test(words.join(' ')))
    cursor.unexpected('INNER, LEFT, RIGHT, FULL or CROSS');
  words.push(cursor.next().upper);
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
  const start = cursor.peek();
  if (start.upper === 'MATCH_RECOGNIZE') {
    const match = parseMatchRecognize(cursor);
    const alias = parseTableAlias(cursor);
    return { kind: 'other', what: start.upper, match, alias, ...cursor.spanFrom(relation) };
  }
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
  const open = cursor.takeOp('(');
  if (open) {
    if (!startsQuery(cursor) && !startsRelation(cursor)) cursor.unexpectedAfter(open, 'a query or a table');
    if (!startsQuery(cursor) && !cursor.isOp('(')) {
      const inner = parseFrom(cursor);
      if (inner && inner.kind !== 'join' && !cursor.diagnostics.hasSyntaxErrors)
        cursor.diagnostics.error('syntax', inner, 'Parentheses in FROM hold a query or a join.');
      cursor.expectOp(')', 'after the join');
      return inner;
    }
    const query = parseQuery(cursor);
    cursor.expectOp(')', 'after the query');
    return { kind: 'subquery', query, lateral, alias: null, ...cursor.spanFrom(start) };
  }
  const explicit = cursor.isWord('TABLE') && isIdentifierToken(cursor.peek(1)) && cursor.next();
  const first = cursor.peek();
  const table = parseTableName(cursor);
  if (!table) return null;
  if (explicit && cursor.isOp('('))
    cursor.diagnostics.error('syntax', first, 'Write TABLE( … ) around a table function.');
  if (cursor.isOp('(')) return parseBareFunction(cursor, table, lateral);
  cursor.takeHint();
  const asOf = cursor.takeWords('FOR', 'SYSTEM_TIME', 'AS', 'OF') ? parseExpression(cursor) : null;
  return { kind: 'table', table, asOf, alias: null, ...cursor.spanFrom(start) };
}

/** `FROM f(…)`: since Flink 2 a table function may stand without TABLE( … ). */
function parseBareFunction(cursor: Cursor, name: TableName, lateral: boolean): From {
  const [only] = name.parts;
  if (cursor.version !== '1.20' && only && name.parts.length === 1) {
    const call = parseCallOf(cursor, only);
    const span = cursor.spanFrom(name);
    return { kind: 'function', call, lateral, unnest: false, ordinality: false, alias: null, ...span };
  }
  const text = name.parts.map((part) => part.name).join('.');
  const wrong = isIdentifierToken(cursor.peek(1)) ? cursor.peek(2) : cursor.peek(1);
  cursor.diagnostics.error(
    'syntax',
    cursor.errorSpan(wrong),
    `A table function stands in TABLE( … ): write TABLE(${text}( … )).`,
  );
  cursor.next();
  cursor.skipUntil(() => false);
  cursor.takeOp(')');
  return { kind: 'other', what: text, alias: null, ...cursor.spanFrom(name) };
}

/** Whether a table, a function, a subquery or a bracketed join can start here. */
function startsRelation(cursor: Cursor): boolean {
  const token = cursor.peek();
  if (token.kind === 'placeholder' || isIdentifierToken(token) || cursor.isOp('(')) return true;
  // A reserved word that was meant as a name gets its own message.
  return token.kind === 'word' && !startsClause(token) && !['ON', 'USING', 'JOIN'].includes(token.upper);
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
  return {
    kind: 'function',
    call,
    lateral,
    unnest: false,
    ordinality: false,
    alias: null,
    ...cursor.spanFrom(start),
  };
}

function parseUnnest(cursor: Cursor): From {
  const start = cursor.next();
  cursor.next();
  const [call] = parseList(cursor);
  cursor.expectOp(')', 'after the argument of UNNEST');
  const ordinality = cursor.takeWord('WITH') !== null;
  if (ordinality) cursor.expectWord('ORDINALITY', 'after WITH');
  return {
    kind: 'function',
    call: call ?? errorExpr(start),
    lateral: true,
    unnest: true,
    ordinality,
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
