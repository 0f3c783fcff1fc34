import type { Token } from '../../lexer/token';
import type { Ident, TableName } from '../../tree/expression';
import type {
  CreateTableStatement,
  Distribution,
  LikeClause,
  TableOption,
  TableSchemaNode,
} from '../../tree/statement';
import type { Cursor } from '../cursor';
import { parseTableName } from '../identifiers';
import { parseQuery } from '../query';
import { parseColumnNames } from '../select';
import { parseComment, parseTableSchema, parseText } from './columns';

export interface CreateHead {
  readonly start: Token;
  readonly temporary: boolean;
  readonly orReplace: boolean;
}

const NO_SCHEMA: TableSchemaNode = { columns: [], watermarks: [], constraints: [], columnNames: [] };

/** CREATE TABLE behind its first words (Flink docs: SQL, CREATE Statements). */
export function parseCreateTable(cursor: Cursor, head: CreateHead): CreateTableStatement {
  cursor.next();
  const ifNotExists = cursor.takeWords('IF', 'NOT', 'EXISTS');
  const table = parseTarget(cursor, head.start);
  const schema = cursor.isOp('(') ? parseTableSchema(cursor) : NO_SCHEMA;
  const comment = parseComment(cursor);
  const distribution = parseDistribution(cursor);
  const partitionedBy = parsePartitionedBy(cursor);
  const options = cursor.takeWord('WITH') ? parseOptions(cursor) : [];
  const like = cursor.isWord('LIKE') ? parseLike(cursor) : null;
  const query = !like && cursor.takeWord('AS') ? parseQuery(cursor) : null;
  const untyped = query ? undefined : schema.columnNames[schema.columnNames.length - 1];
  if (untyped) cursor.diagnostics.error('syntax', untyped, 'This column has no type.');
  return {
    kind: 'create-table',
    what: 'CREATE TABLE',
    temporary: head.temporary,
    orReplace: head.orReplace,
    ifNotExists,
    table,
    ...schema,
    comment,
    distribution,
    partitionedBy,
    options,
    like,
    query,
    ...cursor.spanFrom(head.start),
  };
}

/** The name of what is made; empty when it is missing, which was reported. */
export function parseTarget(cursor: Cursor, start: Token): TableName {
  const empty = { parts: [], placeholder: false, start: start.start, end: start.end };
  return parseTableName(cursor) ?? empty;
}

export function parsePartitionedBy(cursor: Cursor): Ident[] {
  if (!cursor.takeWord('PARTITIONED')) return [];
  cursor.expectWord('BY', 'after PARTITIONED');
  if (cursor.isOp('(')) return parseColumnNames(cursor);
  cursor.unexpected('the columns in parentheses');
  return [];
}

/** `DISTRIBUTED [BY [HASH | RANGE] (columns)] [INTO n BUCKETS]`. */
function parseDistribution(cursor: Cursor): Distribution | null {
  const start = cursor.takeWord('DISTRIBUTED');
  if (!start) return null;
  let method: string | null = null;
  let columns: Ident[] = [];
  if (cursor.takeWord('BY')) {
    if (cursor.isWord('HASH') || cursor.isWord('RANGE')) method = cursor.next().upper;
    if (cursor.isOp('(')) columns = parseColumnNames(cursor);
    else cursor.unexpected('the columns in parentheses');
  }
  const buckets = cursor.takeWord('INTO') ? parseBuckets(cursor) : null;
  return { method, columns, buckets, ...cursor.spanFrom(start) };
}

function parseBuckets(cursor: Cursor): number | null {
  const token = cursor.peek();
  if (token.kind === 'number') cursor.next();
  else cursor.unexpected('the number of buckets');
  cursor.expectWord('BUCKETS', 'after their number');
  return token.kind === 'number' ? Number(token.value) : null;
}

/** `('key' = 'value', …)`. */
export function parseOptions(cursor: Cursor): TableOption[] {
  const options: TableOption[] = [];
  if (!cursor.expectOp('(', 'before the options')) return options;
  if (cursor.takeOp(')')) return options;
  do {
    const start = cursor.peek();
    const key = parseText(cursor, "an option such as 'connector' = 'kafka'");
    if (key === null || !cursor.expectOp('=', 'after the name of the option')) break;
    const value = parseText(cursor, 'the value of the option in quotes');
    if (value === null) break;
    options.push({ key, value, ...cursor.spanFrom(start) });
  } while (cursor.takeOp(','));
  cursor.expectOp(')', 'after the options');
  return options;
}

const STRATEGIES = ['INCLUDING', 'EXCLUDING', 'OVERWRITING'];
const FEATURES = [
  'ALL',
  'CONSTRAINTS',
  'DISTRIBUTION',
  'GENERATED',
  'METADATA',
  'OPTIONS',
  'PARTITIONS',
  'WATERMARKS',
];

function parseLike(cursor: Cursor): LikeClause {
  const start = cursor.next();
  const table = parseTarget(cursor, start);
  const features: string[] = [];
  if (cursor.takeOp('(')) {
    while (STRATEGIES.includes(cursor.peek().upper)) {
      const strategy = cursor.next().upper;
      if (FEATURES.includes(cursor.peek().upper)) features.push(`${strategy} ${cursor.next().upper}`);
      else cursor.unexpected(`what to take over, such as ${strategy} OPTIONS`);
    }
    cursor.expectOp(')', 'after the options of LIKE');
  }
  return { table, features, ...cursor.spanFrom(start) };
}
