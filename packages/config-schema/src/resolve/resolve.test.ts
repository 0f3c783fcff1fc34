// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of topics.yaml are written like this.
import { describe, expect, test } from 'vitest';
import { type ProjectFiles, penstockPath, topicsPath, transformationsPath } from '../project-files';
import { resolve } from './resolve';

const entry = (key: string, extra = '') =>
  `  ${key}:\n    source_schema:\n      - name: a\n        type: STRING\n    sink: {table_name: ${key}, schema: {a: STRING}}\n    transformation: tr\n${extra}`;
const project = (topics: string, more: ProjectFiles = {}): ProjectFiles => ({
  [topicsPath]: topics,
  'transformations/tr.sql': 'SELECT a FROM {source_table}',
  ...more,
});
const problems = (files: ProjectFiles, variables?: Record<string, string>) =>
  resolve(files, variables ? { variables } : {}).diagnostics;
/** The text that a diagnostic underlines. */
const marked = (files: ProjectFiles) =>
  problems(files).map((one) => [one.code, (files[one.file] ?? '').slice(one.start, one.end)]);

describe('every problem stands at its place and says what to do', () => {
  test('a misspelt key', () => {
    const files = project(`topics:\n${entry('p', '    kafka_gruop_id: x\n')}`);
    const [problem] = problems(files);
    expect(problem).toMatchObject({
      code: 'config_unknown_key',
      severity: 'error',
      line: 8,
      column: 5,
      endLine: 8,
      endColumn: 19,
      pipeline: 'p',
    });
    expect(problem?.message).toContain('Did you mean "kafka_group_id"?');
    expect(problem?.fixes?.[0]?.edits[0]).toMatchObject({ file: topicsPath, newText: 'kafka_group_id' });
  });
  test('a key of their own is kept with a warning, x- keys without', () => {
    expect(
      problems(project(`topics:\n${entry('p', '    owner: me\n    x-note: y\n')}`)).map(
        (one) => one.severity,
      ),
    ).toEqual(['warning']);
  });
  test.each([
    ['scan_mode: earliest', 'earliest'],
    ['enabled: maybe', 'maybe'],
    ['checkpoint_interval: 10', '10'],
    ['parallelism: -1', '-1'],
    ['on_error: ignore', 'ignore'],
    ['event_time: {column: b}', 'b'],
    ['event_time: {expression: "a"}', '"a"'],
    ['inputs: [q]', '[q]'],
    ['topic: "a b"', '"a b"'],
    ['memory: lots', 'lots'],
  ])('%s', (line, text) => {
    expect(marked(project(`topics:\n${entry('p', `    ${line}\n`)}`)).map(([, at]) => at)).toEqual([text]);
  });
  test('types, doubled columns and tables', () => {
    const files = project(
      'topics:\n  p:\n    source_schema: [{name: a, type: STRNG}, {name: a, type: INT}]\n    sink: {table_name: "../x", schema: {a: STRING}}\n    transformation: tr\n',
    );
    expect(marked(files)).toEqual([
      ['column_type', 'STRNG'],
      ['column_duplicate', 'a'],
      ['table_name', '"../x"'],
    ]);
  });
  test('what is missing is named at the nearest place', () => {
    expect(marked(project('topics:\n  p:\n    sink: {schema: {a: INT}}\n'))).toEqual([
      ['config_missing', 'p'],
      ['config_missing', 'sink'],
      ['config_missing', 'p'],
    ]);
  });
  test('a transformer that is not there', () => {
    const files = project(`topics:\n${entry('p').replace('transformation: tr', 'transformation: tx')}`);
    expect(problems(files)[0]).toMatchObject({
      code: 'transformer_missing',
      fixes: [{ title: 'Change to "tr"' }],
    });
  });
  test('SQL in its file', () => {
    const files = project(`topics:\n${entry('p')}`, {
      'transformations/tr.sql': '\uFEFFSELECT aa\r\nFROM {source_table}',
    });
    expect(marked(files)).toEqual([['unknown_column', 'aa']]);
  });
  test('SQL in a Python module that transformations.yaml names', () => {
    const { 'transformations/tr.sql': _, ...files } = project(`topics:\n${entry('p')}`, {
      [transformationsPath]: 'transformations:\n  tr: {class: T, module: transformations.all_of_them}\n',
      'transformations/all_of_them.py':
        'class T:\n  def get_transformation_sql(self, t):\n    return f"""\n      SELECT aa FROM {t}"""\n',
    });
    expect(marked(files)).toEqual([['unknown_column', 'aa']]);
    expect(resolve(files).pipelines[0]?.transformer).toMatchObject({
      file: 'transformations/all_of_them.py',
      language: 'python',
    });
  });
});

describe('an error in one pipeline leaves the others valid', () => {
  test.each([
    ['a wrong value', entry('p', '    enabled: maybe\n')],
    ['an open quote', entry('p', '    topic: "x\n')],
    ['an open bracket', entry('p', '    inputs: [a\n')],
    ['bad indentation', entry('p', '      deep: 1\n   odd: 2\n')],
    ['a tab', entry('p', '\tx: 1\n')],
    ['a tag', entry('p', '    topic: !!js/function "x"\n')],
    ['no map at all', '  p: 5\n'],
  ])('%s', (_, broken) => {
    const result = resolve(project(`topics:\n${entry('first')}${broken}${entry('last')}`));
    expect(result.pipelines.map((one) => [one.key, one.valid])).toEqual([
      ['first', true],
      ['p', false],
      ['last', true],
    ]);
    expect(result.diagnostics.every((one) => one.pipeline === 'p')).toBe(true);
  });
  test('an error in penstock.yaml makes all invalid, because its defaults are unknown', () => {
    expect(
      resolve(project(`topics:\n${entry('p')}`, { [penstockPath]: 'flink_version: 3\n' })).pipelines[0]
        ?.valid,
    ).toBe(false);
  });
});

describe('values', () => {
  test('defaults, environment and entry, the nearer wins', () => {
    const penstock =
      'name: shop\nflink_version: 1.20\ndefaults: {checkpoint_interval: 2s, engine: flink, parallelism: 3, sink: {namespace: shop}}\nenvironments:\n  prod: {engine: spark, connection: k, connections: {k: kafka-prod}}\n';
    const files = project(`topics:\n${entry('p', '    parallelism: 5\n')}`, { [penstockPath]: penstock });
    expect(resolve(files).pipelines[0]).toMatchObject({
      checkpointIntervalMs: 2000,
      engine: 'flink',
      parallelism: 5,
      flinkVersion: '1.20',
      onError: 'fail',
      connection: 'default',
      sink: { namespace: ['shop'] },
    });
    expect(resolve(files, { environment: 'prod' }).pipelines[0]).toMatchObject({
      engine: 'spark',
      connection: 'kafka-prod',
    });
  });
  test('anchors and merge keys as PyYAML reads them', () => {
    const files = project(
      'x-cols: &cols\n  - {name: a, type: STRING}\nx-base: &base {enabled: no, transformation: tr}\ntopics:\n  p:\n    <<: *base\n    source_schema: *cols\n    sink: {table_name: p, schema: *cols}\n',
    );
    expect(resolve(files).pipelines[0]).toMatchObject({ valid: true, enabled: false });
  });
  test('texts that look like numbers keep their digits', () => {
    const files = project(
      `topics:\n${entry('p', '    topic: 0123\n    kafka_group_id: 123456789012345678901\n')}`,
    );
    expect(resolve(files).pipelines[0]).toMatchObject({
      kafkaTopic: '0123',
      groupId: '123456789012345678901',
    });
  });
  test('event time on a BIGINT is milliseconds in a computed column', () => {
    const topics =
      'topics:\n  p:\n    source_schema: {a: STRING, ms: BIGINT}\n    event_time: {column: ms, watermark_delay: 5 s}\n    sink: {table_name: p, schema: {a: STRING}}\n    transformation: tr\n';
    expect(resolve(project(topics)).pipelines[0]?.source.eventTime).toEqual({
      column: 'event_time',
      expression: 'TO_TIMESTAMP_LTZ(ms, 3)',
      watermarkDelay: '5 s',
      watermarkDelayMs: 5000,
    });
  });
});

describe('variables', () => {
  const files = project(
    `topics:\n${entry('p', '    topic: orders-${region}\n    parallelism: ${n}\n    kafka_group_id: "$${x}"\n')}`,
  );
  test('are put in, once', () => {
    expect(resolve(files, { variables: { region: 'eu', n: '4' } }).pipelines[0]).toMatchObject({
      kafkaTopic: 'orders-eu',
      parallelism: 4,
      groupId: '${x}',
    });
    expect(resolve(files, { variables: { region: '${n}', n: '4' } }).pipelines[0]?.kafkaTopic).toBe(
      'orders-${n}',
    );
  });
  test('without a value are named at their place', () => {
    const found = problems(files, { n: '1' }).filter((one) => one.code === 'undefined_variable');
    expect(found.map((one) => (files[topicsPath] ?? '').slice(one.start, one.end))).toEqual(['${region}']);
  });
  test.each([
    '${env:DATABASE_URL}',
    '${file:/etc/passwd}',
    '${constructor}',
    '${__proto__}',
    '${toString}',
    '${}',
  ])('%s reaches nothing', (text) => {
    const result = resolve(project(`topics:\n${entry('p', `    kafka_group_id: "${text}"\n`)}`));
    expect(result.pipelines[0]).toMatchObject({ valid: false, groupId: text });
  });
});
