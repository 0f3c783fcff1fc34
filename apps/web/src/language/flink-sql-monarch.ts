import { reservedWords } from '@penstock/flink-sql';

/** Reserved words that are values or functions: coloured like functions, also without parentheses. */
const NILADIC = [
  'CURRENT_DATE',
  'CURRENT_TIME',
  'CURRENT_TIMESTAMP',
  'LOCALTIME',
  'LOCALTIMESTAMP',
  'CURRENT_USER',
];

/** Reserved words that stay keywords before a parenthesis: `IN (…)` is no call. */
const NEVER_CALLED = [
  'ALL',
  'AND',
  'ANY',
  'AS',
  'BETWEEN',
  'BY',
  'CASE',
  'ELSE',
  'EXCEPT',
  'EXISTS',
  'FILTER',
  'FROM',
  'GROUP',
  'HAVING',
  'IN',
  'INTERSECT',
  'INTO',
  'JOIN',
  'LATERAL',
  'LIKE',
  'NOT',
  'ON',
  'OR',
  'OVER',
  'PARTITION',
  'SELECT',
  'SOME',
  'TABLE',
  'THEN',
  'UNION',
  'USING',
  'VALUES',
  'WHEN',
  'WHERE',
  'WITH',
  'WITHIN',
];

/** Highlighting of Flink SQL for Monaco. What is a keyword is the parser's own data, so colours and diagnostics agree. */
export const flinkSqlMonarch = {
  ignoreCase: true,
  defaultToken: '',
  keywords: [...reservedWords()],
  niladic: NILADIC,
  neverCalled: NEVER_CALLED,
  tokenizer: {
    root: [
      [/\{[A-Za-z_][\w.-]*\}/, 'variable'],
      [/--.*$/, 'comment'],
      [/\/\*/, 'comment', '@comment'],
      [/[xX]'/, 'string', '@string'],
      [/'/, 'string', '@string'],
      [/`/, 'identifier', '@quoted'],
      [/\d+(\.\d+)?([eE][+-]?\d+)?|\.\d+([eE][+-]?\d+)?/, 'number'],
      [/[A-Za-z_][\w$]*(?=\s*\()/, { cases: { '@neverCalled': 'keyword', '@default': 'predefined' } }],
      [
        /[A-Za-z_][\w$]*/,
        { cases: { '@niladic': 'predefined', '@keywords': 'keyword', '@default': 'identifier' } },
      ],
      [/[()[\]{}]/, '@brackets'],
      [/[<>=!%&+\-*/|~^]+/, 'operator'],
      [/[;,.]/, 'delimiter'],
    ],
    comment: [
      [/[^*]+/, 'comment'],
      [/\*\//, 'comment', '@pop'],
      [/\*/, 'comment'],
    ],
    string: [
      [/[^']+/, 'string'],
      [/''/, 'string'],
      [/'/, 'string', '@pop'],
    ],
    quoted: [
      [/[^`]+/, 'identifier'],
      [/``/, 'identifier'],
      [/`/, 'identifier', '@pop'],
    ],
  },
};
