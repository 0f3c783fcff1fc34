import type uPlot from 'uplot';
import { formatClock, formatShortClock } from '../../lib/format';
import type { ChartSpec, Mark } from './chart-data';

export const chartHeight = 132;

/** A token's present colour; charts are drawn on canvas, where `var()` does not reach. */
export function tokenColor(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

type Handlers = {
  marks(): readonly Mark[];
  /** Index under the crosshair, or null. */
  onCursor(index: number | null): void;
  /** Seconds since the epoch. */
  onZoom(from: number, to: number): void;
};

/** One chart: straight lines, gaps for missing values, an axis with units, marks as dashed lines, crosshair shared by `syncKey`. */
export function chartOptions(
  spec: ChartSpec,
  width: number,
  syncKey: string,
  handlers: Handlers,
): uPlot.Options {
  const axis = {
    stroke: () => tokenColor('--faint'),
    grid: { stroke: () => tokenColor('--line'), width: 1 },
    ticks: { show: false },
    font: '10.5px "Inter Variable", sans-serif',
  };
  return {
    width,
    height: chartHeight,
    legend: { show: false },
    padding: [6, 8, 0, 0],
    cursor: {
      sync: { key: syncKey, setSeries: false },
      y: false,
      points: { size: 5 },
      drag: { x: true, y: false, setScale: false },
    },
    scales: { x: { time: true }, y: { range: (_chart, _min, max) => [0, niceMax(max)] } },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 22,
        gap: 4,
        space: 72,
        values: (_chart, splits) => {
          const seconds = splits.some((at) => at % 60 !== 0);
          return splits.map((at) => (seconds ? formatClock : formatShortClock)(at * 1000));
        },
      },
      {
        ...axis,
        size: 54,
        gap: 6,
        space: 30,
        values: (_chart, splits) => splits.map((value) => spec.format(value)),
      },
    ],
    series: [
      {},
      ...spec.series.map(({ label, color, dashed }) => ({
        label,
        stroke: () => tokenColor(color),
        width: 1.5,
        spanGaps: false,
        ...(dashed ? { dash: [5, 4] } : {}),
        points: { size: 3 },
      })),
    ],
    hooks: {
      draw: [(chart) => drawMarks(chart, handlers.marks())],
      setCursor: [(chart) => handlers.onCursor(chart.cursor.idx ?? null)],
      setSelect: [
        (chart) => {
          const { left, width: span } = chart.select;
          if (span < 8) return;
          handlers.onZoom(chart.posToVal(left, 'x'), chart.posToVal(left + span, 'x'));
          chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
    },
  };
}

/** Head room above the highest value, and an axis that does not collapse when all is zero. */
export function niceMax(max: number | null | undefined): number {
  return !max || max <= 0 ? 1 : max * 1.15;
}

function drawMarks(chart: uPlot, marks: readonly Mark[]): void {
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
  ctx.lineWidth = devicePixelRatio;
  for (const mark of marks) {
    const x = Math.round(chart.valToPos(mark.at, 'x', true));
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.strokeStyle = tokenColor(mark.tone === 'bad' ? '--bad' : '--faint');
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}
