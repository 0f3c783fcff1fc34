import type { MetricSeries } from '@penstock/control/contracts';
import { describe, expect, it } from 'vitest';
import { segmentsOf } from '../../components/ui/sparkline';
import { chartSpecs, marksOf, newest, rangeOf, summaryOf } from './chart-data';
import { niceMax } from './chart-options';

const none = [null, null, null];
const metrics: MetricSeries = {
  resolution: 2,
  at: ['2026-11-21T12:00:00Z', '2026-11-21T12:00:02Z', '2026-11-21T12:00:04Z'],
  inPerSecond: [10, null, 30],
  outPerSecond: [9, null, 29],
  lag: none,
  commitMs: [60, 61, null],
  freshnessMs: none,
  setAsidePerMinute: [0, 0, 0],
};

describe('charts', () => {
  it('keep a missing value as a gap, never as zero', () => {
    expect(chartSpecs(metrics)[0]?.series[0]?.values).toEqual([10, null, 30]);
    expect(segmentsOf([1, null, null, 2, 3, null])).toEqual([
      [{ index: 0, value: 1 }],
      [
        { index: 3, value: 2 },
        { index: 4, value: 3 },
      ],
    ]);
  });

  it('show the newest value there is, and none where there is none', () => {
    expect(newest([60, 61, null])).toBe(61);
    expect(newest(none)).toBeNull();
  });

  it('begin with the data of a pipeline that is younger than the span', () => {
    const at = Array.from({ length: 16 }, (_, minute) => new Date(minute * 60_000).toISOString());
    const younger = { ...metrics, at, inPerSecond: at.map((_, minute) => (minute < 10 ? null : 1)) };
    expect(rangeOf(younger, 15)).toEqual([600, 900]);
    expect(rangeOf({ ...younger, inPerSecond: at.map(() => 1) }, 5)).toEqual([600, 900]);
    expect(rangeOf({ ...younger, inPerSecond: at.map(() => null) }, 15)).toEqual([0, 900]);
  });

  it('tell their story in a sentence', () => {
    const summaries = chartSpecs(metrics).map(summaryOf);
    expect(summaries[0]).toBe('Records per second: in now 30, at most 30; out now 29, at most 29');
    expect(summaries[1]).toBe('Behind, messages: no data');
  });

  it('mark deploys and failures within their time only', () => {
    const event = (kind: string, at: string) => ({
      id: kind + at,
      at,
      kind,
      message: kind,
      place: null,
      tookMs: null,
    });
    const marks = marksOf(
      [
        event('deploy', '2026-11-21T12:00:02Z'),
        event('failing', '2026-11-21T12:00:03Z'),
        event('starting', '2026-11-21T12:00:03Z'),
        event('stopped_reading', '2026-11-21T12:00:03Z'),
        event('deploy', '2026-11-20T00:00:00Z'),
      ],
      Date.parse('2026-11-21T12:00:00Z') / 1000,
    );
    expect(marks.map(({ text, tone }) => [text, tone])).toEqual([
      ['deploy', 'plain'],
      ['failing', 'bad'],
    ]);
  });

  it('have an axis with height when all is zero or missing', () => {
    expect([niceMax(0), niceMax(null), niceMax(100)]).toEqual([1, 1, 114.99999999999999]);
  });
});
