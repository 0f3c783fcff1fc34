import { describe, expect, it } from 'vitest';
import { analyze } from '../analysis';
import { applyEdits } from '../diagnostics/diagnostic';
import { bidEvents, columns } from '../testing/schema';

const SQL = `-- bids per user and minute
SELECT
  user_id, -- who
  COUNT(*) AS bid_count,
  TUMBLE_START(TO_TIMESTAMP_LTZ(timestamp_ms, 3), INTERVAL '1' MINUTE) AS window_start,
  TUMBLE_END(TO_TIMESTAMP_LTZ(timestamp_ms, 3), INTERVAL '1' MINUTE) AS window_end
FROM {source_table}
WHERE price > 1
GROUP BY user_id, TUMBLE(TO_TIMESTAMP_LTZ(timestamp_ms, 3), INTERVAL '1' MINUTE)`;

const sink = columns({
  user_id: 'BIGINT',
  bid_count: 'BIGINT',
  window_start: 'TIMESTAMP(3)',
  window_end: 'TIMESTAMP(3)',
});

describe('a group window over a plain column', () => {
  const before = analyze(SQL, { source: bidEvents, sink });
  const [problem] = before.diagnostics;

  it('is the one error, on TUMBLE in GROUP BY', () => {
    expect(before.diagnostics.map((d) => d.code)).toEqual(['window_not_time_attribute']);
    expect(problem?.range).toMatchObject({ line: 9, column: 19 });
  });

  it('has one fix that declares event time and rewrites to the window table function', () => {
    const fixes = problem?.fixes ?? [];
    expect(fixes.length).toBe(1);
    expect(fixes[0]?.config).toEqual({
      kind: 'declare_event_time',
      expression: 'TO_TIMESTAMP_LTZ(timestamp_ms, 3)',
      watermarkDelay: '5 s',
      columnName: 'event_time',
    });
    expect(applyEdits(SQL, fixes[0]?.edits ?? [])).toBe(`-- bids per user and minute
SELECT
  user_id, -- who
  COUNT(*) AS bid_count,
  window_start AS window_start,
  window_end AS window_end
FROM TABLE(TUMBLE(TABLE {source_table}, DESCRIPTOR(event_time), INTERVAL '1' MINUTE))
WHERE price > 1
GROUP BY user_id, window_start, window_end`);
  });

  it('leaves no diagnostic once the fix is applied, and only the built-in engine refuses', () => {
    const fix = problem?.fixes?.[0];
    const config = fix?.config;
    if (!fix || !config) throw new Error('no fix');
    const source = {
      ...bidEvents,
      eventTime: {
        column: config.columnName,
        expression: config.expression,
        watermarkDelay: config.watermarkDelay,
      },
    };
    const after = analyze(applyEdits(SQL, fix.edits), { source, sink });
    expect(after.diagnostics).toEqual([]);
    expect(after.changelog).toBe('append');
    expect(after.engines.flink.ok).toBe(true);
    expect(after.engines.embedded).toMatchObject({ ok: false, reasons: [{ code: 'embedded_unsupported' }] });
    if (!after.engines.embedded.ok) expect(after.engines.embedded.reasons[0]?.message).toContain('TUMBLE');
  });

  it('over the declared time attribute is accepted as it stands', () => {
    const source = {
      ...bidEvents,
      eventTime: {
        column: 'event_time',
        expression: 'TO_TIMESTAMP_LTZ(timestamp_ms, 3)',
        watermarkDelay: '5 s',
      },
    };
    const sql =
      "SELECT user_id, TUMBLE_START(event_time, INTERVAL '1' MINUTE) AS ws, COUNT(*) AS n FROM {source_table} GROUP BY user_id, TUMBLE(event_time, INTERVAL '1' MINUTE)";
    expect(analyze(sql, { source }).diagnostics).toEqual([]);
  });
});
