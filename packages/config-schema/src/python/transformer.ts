import { Cursor } from './cursor';
import { type Scope, stringExpression } from './expressions';
import { PythonProblem } from './problem';
import { tokenizePython } from './tokens';
import { placed, type Tracked, textOf } from './tracked';

export const methodName = 'get_transformation_sql';

/** The query of one class. `parameter` is what the class calls its source table. */
export type PythonQuery = { className: string; sql: Tracked; parameter: string };

/**
 * The SQL of a transformer class, read from the syntax and never executed. Wants the class named, else the only
 * class with a `get_transformation_sql`. Throws `PythonProblem` with the place and reason of what cannot be read.
 */
export function readPythonTransformer(source: string, className?: string): PythonQuery {
  const cursor = new Cursor(tokenizePython(source));
  const module = new Map<string, Tracked>();
  const found: PythonQuery[] = [];
  let firstProblem: PythonProblem | undefined;
  while (!cursor.isKind('end')) {
    if (cursor.is('class')) {
      const name = cursor.peek().text;
      const isWanted = className === undefined || name === className;
      try {
        const query = isWanted ? readClass(cursor, module) : undefined;
        if (query) found.push(query);
        if (!isWanted) cursor.skipStatement();
      } catch (error) {
        if (!(error instanceof PythonProblem)) throw error;
        firstProblem ??= error;
        cursor.skipStatement();
      }
    } else readConstant(cursor, { locals: new Map(), constants: new Map(), module, className: '' }, module);
  }
  if (firstProblem) throw firstProblem;
  if (found.length === 1 && found[0]) return found[0];
  const which =
    className === undefined
      ? `class with a method ${methodName}`
      : `class ${className} with a method ${methodName}`;
  throw new PythonProblem(
    found.length === 0
      ? `There is no ${which} in this file.`
      : `There are several classes with a method ${methodName} here. Name one under "class" in config/transformations.yaml.`,
    0,
    Math.min(source.length, 1),
  );
}

function readClass(cursor: Cursor, module: Map<string, Tracked>): PythonQuery | undefined {
  cursor.expect('class');
  const scope: Scope = { locals: new Map(), constants: new Map(), module, className: cursor.take().text };
  while (!cursor.isKind('newline') && !cursor.isKind('end')) cursor.take();
  cursor.take();
  if (!cursor.isKind('indent')) return undefined;
  cursor.take();
  const body = cursor.at;
  let method: number | undefined;
  // Constants may stand below the method that uses them, so the method is read last.
  while (!cursor.isKind('dedent') && !cursor.isKind('end')) {
    if (cursor.is('def') && cursor.peek().text === methodName) method = cursor.at;
    if (cursor.is('def') || cursor.is('class') || cursor.is('@') || cursor.is('async'))
      cursor.skipStatement();
    else readConstant(cursor, scope, scope.constants);
  }
  const end = cursor.at + 1;
  if (method === undefined) {
    cursor.at = end;
    return undefined;
  }
  cursor.at = method;
  try {
    return readMethod(cursor, scope);
  } finally {
    cursor.at = Math.max(end, body);
  }
}

/** `NAME = "…"` becomes a constant; everything else is passed over, it only matters if the query uses it. */
function readConstant(cursor: Cursor, scope: Scope, into: Map<string, Tracked>): void {
  const start = cursor.at;
  const name = cursor.current;
  if (name.kind === 'name' && ['=', ':'].includes(cursor.peek().text)) {
    try {
      cursor.take();
      if (cursor.accept(':')) while (!cursor.is('=') && !cursor.isKind('newline')) cursor.take();
      cursor.expect('=');
      const value = stringExpression(cursor, scope);
      if (cursor.isKind('newline')) into.set(name.text, value);
    } catch (error) {
      if (!(error instanceof PythonProblem)) throw error;
    }
  }
  cursor.at = start;
  cursor.skipStatement();
}

function readMethod(cursor: Cursor, scope: Scope): PythonQuery {
  cursor.expect('def');
  const name = cursor.take();
  const parameters = readParameters(cursor);
  const source = parameters[0];
  if (source === undefined) throw cursor.unread(`${methodName} needs the parameter source_table`, name);
  for (const [index, parameter] of parameters.entries()) {
    scope.locals.set(
      parameter,
      placed(index === 0 ? '{source_table}' : '{sink_table}', name.start, name.end),
    );
  }
  while (!cursor.is(':') && !cursor.isKind('newline')) cursor.take();
  cursor.expect(':');
  if (cursor.isKind('newline')) cursor.take();
  if (cursor.isKind('indent')) cursor.take();
  for (;;) {
    const result = statement(cursor, scope);
    if (result) return { className: scope.className, sql: withoutInsert(result, cursor), parameter: source };
  }
}

function readParameters(cursor: Cursor): string[] {
  cursor.expect('(');
  const names: string[] = [];
  let depth = 0;
  let expectName = true;
  while (!(depth === 0 && cursor.is(')')) && !cursor.isKind('end')) {
    const token = cursor.take();
    if ('([{'.includes(token.text) && token.text) depth++;
    if (')]}'.includes(token.text) && token.text) depth--;
    if (expectName && token.kind === 'name') names.push(token.text);
    if (depth === 0) expectName = token.text === ',';
  }
  cursor.expect(')');
  return names.filter((parameter) => parameter !== 'self' && parameter !== 'cls');
}

/** One statement of the method; the value when it returns. */
function statement(cursor: Cursor, scope: Scope): Tracked | undefined {
  if (cursor.accept('return')) {
    const value = stringExpression(cursor, scope);
    endOfStatement(cursor);
    return value;
  }
  const token = cursor.current;
  if (token.kind === 'string' || cursor.is('pass') || cursor.is('import') || cursor.is('from')) {
    cursor.skipStatement();
    return undefined;
  }
  const isLog = token.kind === 'name' && /^(?:logger|logging|log|print)$/.test(token.text);
  if (isLog) {
    cursor.skipStatement();
    return undefined;
  }
  if (token.kind !== 'name' || !['=', '+=', ':'].includes(cursor.peek().text))
    throw cursor.unread('This statement cannot be read');
  cursor.take();
  if (cursor.accept(':')) while (!cursor.is('=') && !cursor.isKind('newline')) cursor.take();
  const before = cursor.accept('+=') ? scope.locals.get(token.text) : undefined;
  if (!before) cursor.accept('=');
  const value = stringExpression(cursor, scope);
  scope.locals.set(token.text, before ? [...before, ...value] : value);
  endOfStatement(cursor);
  return undefined;
}

function endOfStatement(cursor: Cursor): void {
  if (cursor.is(';')) cursor.take();
  else if (!cursor.isKind('newline') && !cursor.isKind('end'))
    throw cursor.unread('This expression cannot be read');
  else cursor.take();
}

/** The two-parameter form returns a whole INSERT; the pipeline's query is what follows it. */
function withoutInsert(sql: Tracked, cursor: Cursor): Tracked {
  const insert = /^\s*INSERT\s+INTO\s+`?\{sink_table\}`?\s*/i.exec(textOf(sql));
  if (!insert) return sql;
  const rest = sql.slice(insert[0].length);
  if (rest[0]?.char === '(')
    throw cursor.unread('An INSERT with a column list cannot be read. Columns go to the sink by position');
  return rest;
}
