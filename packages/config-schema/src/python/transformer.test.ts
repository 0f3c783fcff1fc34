import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PythonProblem } from './problem';
import { replacePythonSql } from './replace-sql';
import { textOf } from './tracked';
import { readPythonTransformer } from './transformer';

const inClass = (body: string, head = '', constants = '') =>
  `${head}class T(Base):\n    """Doc."""\n${constants}    def __init__(self):\n        super().__init__("x", [i for i in range(3)])\n\n    def get_transformation_sql(self, source_table: str) -> str:\n        """Doc {x}."""\n${body
    .split('\n')
    .map((line) => `        ${line}\n`)
    .join('')}`;
const sqlOf = (source: string, name?: string) => textOf(readPythonTransformer(source, name).sql);

describe('the SQL of a transformer class is read without running it', () => {
  test.each([
    ['f-string', 'sql = f"""SELECT a FROM {source_table}"""\nreturn sql', 'SELECT a FROM {source_table}'],
    [
      'returned at once, annotated, stripped',
      'sql: str = f"""\n  SELECT a\n  """\nreturn sql.strip()',
      'SELECT a',
    ],
    [
      'dedent',
      'return textwrap.dedent(f"""\n    SELECT a\n      FROM {source_table}\n    """)',
      '\n  SELECT a\n    FROM {source_table}\n'.replace(/^ {2}/gm, ''),
    ],
    [
      'concatenation',
      'sql = "SELECT a "\nsql += "FROM " + source_table\nreturn sql',
      'SELECT a FROM {source_table}',
    ],
    [
      'adjacent strings in parentheses',
      'return (\n  "SELECT a "\n  f"FROM {source_table}"\n)',
      'SELECT a FROM {source_table}',
    ],
    [
      'format',
      'return "SELECT \'{{}}\' FROM {t} LIMIT {n}".format(t=source_table, n=5)',
      "SELECT '{}' FROM {source_table} LIMIT 5",
    ],
    ['escapes', "return 'it''s' + 'a\\'b\\n\\\\\\x41'", "itsa'b\n\\A"],
    ['raw', "return r'\\d{2}'", '\\d{2}'],
    ['braces', 'return f"SELECT MAP[{{}}] FROM {source_table}"', 'SELECT MAP[{}] FROM {source_table}'],
  ])('%s', (_, body, sql) => {
    expect(sqlOf(inClass(body))).toBe(sql);
  });

  test('constants of module and class', () => {
    const source = inClass(
      'return f"SELECT {self.COLUMNS} FROM {source_table} WHERE a > {LEAST}"',
      'LEAST = 3\n',
      "    COLUMNS = 'a, b'\n",
    );
    expect(sqlOf(source)).toBe('SELECT a, b FROM {source_table} WHERE a > 3');
  });

  test('the form with two tables: what follows INSERT INTO', () => {
    const source =
      'class T:\n  def get_transformation_sql(self, source_table, sink_table):\n    return f"INSERT INTO {sink_table} SELECT a FROM {source_table}"\n';
    expect(sqlOf(source)).toBe('SELECT a FROM {source_table}');
  });

  test('one class of several, by name', () => {
    const source = `${inClass('return "one"')}\n${inClass('return "two"').replace('class T', 'class U')}`;
    expect(sqlOf(source, 'U')).toBe('two');
    expect(() => sqlOf(source)).toThrow(/several classes/);
  });

  test.each([
    ['a call', 'return build(source_table)', /"build"/],
    [
      'a comprehension',
      'cols = ", ".join([c for c in self.columns])\nreturn f"SELECT {cols}"',
      /join|cannot be read/,
    ],
    ['the environment', 'return f"SELECT {os.environ[\'X\']}"', /cannot be read without running/],
    ['a branch', 'if self.x:\n  return "a"\nreturn "b"', /statement cannot be read/],
    ['a conversion', 'return f"SELECT {source_table!r}"', /cannot be read without running/],
    ['a string that never ends', 'return """SELECT', /no closing quote/],
  ])('%s is reported with its place, not guessed', (_, body, reason) => {
    expect(() => sqlOf(inClass(body))).toThrow(reason);
    expect(() => sqlOf(inClass(body))).toThrow(PythonProblem);
  });

  test('any text gives an answer or a problem, never another error', () => {
    const piece = fc.constantFrom(
      'class T:',
      'def get_transformation_sql(self, t):',
      'return',
      'f"""',
      '"""',
      "'",
      '{',
      '}',
      '{t}',
      '\\',
      '(',
      ')',
      '\n',
      '    ',
      '\t',
      '.format(',
      '.strip()',
      '+',
      'x = ',
      '#',
      'é',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        try {
          readPythonTransformer(`class T:\n  def get_transformation_sql(self, t):\n    ${pieces.join('')}`);
        } catch (error) {
          expect(error).toBeInstanceOf(PythonProblem);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('the SQL is edited inside its quotes', () => {
  const literal = fc.constantFrom(['f"""', '"""'], ["f'''", "'''"], ['f"', '"'], ["rf'''", "'''"]);
  const piece = fc.constantFrom(
    'SELECT a',
    '\n',
    ' ',
    "'x'",
    '"y"',
    '{source_table}',
    '{',
    '}',
    'WHERE a > 1',
    '""',
    "''",
    'é',
    '`b`',
    '-- c',
  );

  test('any SQL comes back as written, and the rest of the file stays', () => {
    fc.assert(
      fc.property(
        literal,
        fc.array(piece, { maxLength: 12 }),
        fc.boolean(),
        ([open, close], pieces, crlf) => {
          const file = inClass(`sql = ${open}SELECT old FROM {source_table}${close}  # kept\nreturn sql`);
          const source = crlf ? file.replaceAll('\n', '\r\n') : file;
          // The edges are kept apart from the quotes, as they are in every real query.
          const sql = `SELECT ${pieces.join('')} FROM {source_table}`;
          if (open?.startsWith('r') && sql.includes("'''")) return;
          const result = replacePythonSql(source, undefined, sql);
          expect(sqlOf(result)).toBe(sql);
          const head = source.indexOf('SELECT old');
          expect(result.startsWith(source.slice(0, head))).toBe(true);
          expect(result.endsWith(source.slice(source.indexOf(`${close}  # kept`)))).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });

  test('a constant used in the query is not written over', () => {
    const source = inClass('return f"SELECT {self.C} FROM {source_table}"', '', "    C = 'a'\n");
    expect(sqlOf(replacePythonSql(source, undefined, 'SELECT a, b FROM {source_table}'))).toBe(
      'SELECT a, b FROM {source_table}',
    );
    expect(() => replacePythonSql(source, undefined, 'SELECT b FROM {source_table} x')).toThrow(
      PythonProblem,
    );
  });
});
