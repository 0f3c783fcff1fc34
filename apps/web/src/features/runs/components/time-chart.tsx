'use client';

import { useTheme } from 'next-themes';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { type ChartSpec, type Mark, newest, summaryOf } from '../chart-data';
import { chartHeight, chartOptions } from '../chart-options';

type Props = {
  spec: ChartSpec;
  times: number[];
  marks: readonly Mark[];
  syncKey: string;
  range: [number, number];
  onZoom(from: number, to: number): void;
};

/** A chart with its value in the heading: the one under the crosshair, else the newest. */
export function TimeChart({ spec, times, marks, syncKey, range, onZoom }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const [cursor, setCursor] = useState<number | null>(null);
  const { resolvedTheme } = useTheme();
  const marksNow = useEffectEvent(() => marks);
  const zoomNow = useEffectEvent(onZoom);
  const optionsFor = useEffectEvent((width: number) =>
    chartOptions(spec, width, syncKey, { marks: marksNow, onCursor: setCursor, onZoom: zoomNow }),
  );
  const draw = useEffectEvent(() => {
    const plot = chart.current;
    if (!plot) return;
    plot.batch(() => {
      plot.setData([times, ...spec.series.map(({ values }) => values)]);
      plot.setScale('x', { min: range[0], max: range[1] });
    });
  });

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const plot = new uPlot(optionsFor(element.clientWidth), [[]], element);
    chart.current = plot;
    draw();
    const observer = new ResizeObserver(() =>
      plot.setSize({ width: element.clientWidth, height: chartHeight }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.destroy();
      chart.current = null;
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each of these changes the picture: marks and the theme's colours are read while it is drawn
  useEffect(() => draw(), [times, spec, marks, range, resolvedTheme]);

  return (
    <section className="min-w-0 rounded-lg border bg-panel px-2.5 pt-2 pb-1">
      <h2 className="m-0 mb-1 flex gap-3 text-sm font-semibold text-muted">
        {spec.title}
        {spec.series.map(({ label, color, values }) => (
          <span key={label} className="font-semibold text-fg">
            {label ? (
              <span className="font-normal" style={{ color: `var(${color})` }}>
                {label}{' '}
              </span>
            ) : null}
            <span className="inline-block min-w-14">
              {spec.format(cursor === null ? newest(values) : values[cursor])}
            </span>
          </span>
        ))}
      </h2>
      <div ref={host} role="img" aria-label={summaryOf(spec)} style={{ height: chartHeight }} />
    </section>
  );
}
