import { describe, expect, test } from 'vitest';
import { applyEdit, resolve } from '../src/index';
import { exampleFiles } from './example-project';

describe('the example project', () => {
  test('has three pipelines that run and one that Flink would reject, said in the editor', () => {
    const project = resolve(exampleFiles());
    expect(project.pipelines.map(({ key, valid, sink }) => ({ key, valid, table: sink.table }))).toEqual([
      { key: 'bid-events', valid: true, table: 'bid_events' },
      { key: 'user-activity', valid: true, table: 'user_activities' },
      { key: 'order-events', valid: true, table: 'orders' },
      { key: 'bid-events-aggregated', valid: false, table: 'bids_per_minute' },
    ]);
    const errors = project.diagnostics.filter((one) => one.severity !== 'info');
    expect(
      errors.every(
        (one) =>
          one.pipeline === 'bid-events-aggregated' && one.file === 'transformations/bid_events_aggregated.py',
      ),
    ).toBe(true);
    expect(errors.map((one) => one.code)).toContain('window_not_time_attribute');
  });

  test('becomes valid by the fix that the diagnostic offers', () => {
    const files = exampleFiles();
    const problem = resolve(files).diagnostics.find((one) => one.code === 'window_not_time_attribute');
    const fix = problem?.fixes?.[0];
    if (!fix) throw new Error('no fix');
    const result = applyEdit(files, { kind: 'applyFix', pipeline: 'bid-events-aggregated', fix });
    if (!result.ok) throw new Error(result.diagnostics[0]?.message);
    // What is left, if anything, is an engine that does not take windows yet; Flink takes it as it is.
    expect(
      resolve(result.files).diagnostics.filter(
        (one) => one.severity === 'error' && one.code !== 'embedded_unsupported',
      ),
    ).toEqual([]);
    const onFlink = applyEdit(result.files, {
      kind: 'setField',
      pipeline: 'bid-events-aggregated',
      path: 'engine',
      value: 'flink',
    });
    expect(onFlink.ok && resolve(onFlink.files).pipelines.every((one) => one.valid)).toBe(true);
  });
});
