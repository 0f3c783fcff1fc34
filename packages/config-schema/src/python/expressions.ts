import type { Cursor } from './cursor';
import { replaceFields } from './fields';
import { PythonProblem } from './problem';
import { decodeString } from './string-literal';
import { dedent, placed, strip, type Tracked, textOf } from './tracked';

/** What names stand for. Constants of the class are found as `self.X`, `cls.X` and `<Class>.X`. */
export type Scope = {
  locals: Map<string, Tracked>;
  constants: Map<string, Tracked>;
  module: Map<string, Tracked>;
  className: string;
};

const maxLength = 200_000;

/** A string expression: literals, names, `+`, parentheses, `.strip()`, `.format()`, `textwrap.dedent()`. */
export function stringExpression(cursor: Cursor, scope: Scope, depth = 0): Tracked {
  if (depth > 50) throw cursor.unread('This expression is nested too deep');
  let value = term(cursor, scope, depth);
  while (cursor.accept('+')) value = [...value, ...term(cursor, scope, depth)];
  if (value.length > maxLength) throw cursor.unread('This query is longer than 200,000 characters');
  return value;
}

function term(cursor: Cursor, scope: Scope, depth: number): Tracked {
  let value = atom(cursor, scope, depth);
  while (cursor.is('.')) value = method(cursor, scope, value, depth);
  return value;
}

function atom(cursor: Cursor, scope: Scope, depth: number): Tracked {
  const token = cursor.current;
  if (token.kind === 'string') return strings(cursor, scope);
  if (token.kind === 'number') return placed(cursor.take().text, token.start, token.end);
  if (cursor.accept('(')) {
    const inner = stringExpression(cursor, scope, depth + 1);
    cursor.expect(')');
    return inner;
  }
  if (token.kind !== 'name') throw cursor.unread('This expression cannot be read');
  if (isDedent(cursor)) {
    while (!cursor.is('(')) cursor.take();
    cursor.expect('(');
    const inner = dedent(stringExpression(cursor, scope, depth + 1));
    cursor.expect(')');
    return inner;
  }
  return nameValue(cursor, scope);
}

function isDedent(cursor: Cursor): boolean {
  if (cursor.is('dedent')) return cursor.peek().text === '(';
  return cursor.is('textwrap') && cursor.peek(2).text === 'dedent' && cursor.peek(3).text === '(';
}

/** Adjacent literals are one string. */
function strings(cursor: Cursor, scope: Scope): Tracked {
  const value: Tracked = [];
  while (cursor.isKind('string')) {
    const token = cursor.take();
    const decoded = decodeString(token, token.start);
    value.push(
      ...(decoded.isFString
        ? replaceFields(decoded.chars, (expression, start, end, first) =>
            fieldValue(expression, start, end, scope).map((one) =>
              one.literal ? one : { ...one, start, end, literal: first.literal },
            ),
          )
        : decoded.chars),
    );
  }
  return value;
}

function fieldValue(expression: string, start: number, end: number, scope: Scope): Tracked {
  const value = lookUp(expression, scope);
  if (value) return value;
  throw new PythonProblem(
    `{${expression.slice(0, 60)}} cannot be read without running the file. Only the source table, constants and local strings can stand here.`,
    start,
    end,
  );
}

function lookUp(expression: string, scope: Scope): Tracked | undefined {
  const member = /^(\w+)\.(\w+)$/.exec(expression);
  if (member) {
    const owner = member[1] ?? '';
    return ['self', 'cls', scope.className].includes(owner)
      ? scope.constants.get(member[2] ?? '')
      : undefined;
  }
  return scope.locals.get(expression) ?? scope.module.get(expression);
}

function nameValue(cursor: Cursor, scope: Scope): Tracked {
  const first = cursor.take();
  const isMember = cursor.is('.') && ['self', 'cls', scope.className].includes(first.text);
  const expression = isMember ? `${first.text}.${cursor.peek().text}` : first.text;
  const value = cursor.peek(isMember ? 2 : 0).text === '(' ? undefined : lookUp(expression, scope);
  if (!value) throw cursor.unread(`The value of "${expression}" is only known when the file runs`, first);
  if (isMember) cursor.at += 2;
  return value;
}

function method(cursor: Cursor, scope: Scope, value: Tracked, depth: number): Tracked {
  cursor.expect('.');
  const name = cursor.take();
  if (name.text === 'format') return format(cursor, scope, value, depth);
  const sides = ({ strip: 'both', lstrip: 'left', rstrip: 'right' } as const)[name.text as 'strip'];
  if (sides === undefined || !cursor.is('(')) throw cursor.unread(`".${name.text}" cannot be read`, name);
  cursor.expect('(');
  if (!cursor.is(')')) throw cursor.unread(`".${name.text}()" with an argument cannot be read`, name);
  cursor.expect(')');
  return strip(value, sides);
}

function format(cursor: Cursor, scope: Scope, value: Tracked, depth: number): Tracked {
  cursor.expect('(');
  const named = new Map<string, Tracked>();
  let position = 0;
  while (!cursor.is(')')) {
    const isNamed = cursor.isKind('name') && cursor.peek().text === '=';
    const name = isNamed ? cursor.take().text : String(position++);
    if (isNamed) cursor.expect('=');
    named.set(name, stringExpression(cursor, scope, depth + 1));
    if (!cursor.accept(',')) break;
  }
  cursor.expect(')');
  let next = 0;
  for (const one of value) if (one.literal) one.literal.fields = true;
  return replaceFields(value, (expression, start, end, first) => {
    const found = named.get(expression === '' ? String(next++) : expression);
    if (!found)
      throw new PythonProblem(`{${expression.slice(0, 60)}} is not given to .format().`, start, end);
    return isPlaceholder(found)
      ? found.map((one) => ({ ...one, start, end, literal: first.literal }))
      : found;
  });
}

function isPlaceholder(value: Tracked): boolean {
  return /^\{\w+\}$/.test(textOf(value)) && value.every((one) => !one.literal);
}
