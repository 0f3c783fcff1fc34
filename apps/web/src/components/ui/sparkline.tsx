import { memo } from 'react';

type SparklineProps = {
  values: readonly (number | null)[];
  width?: number;
  height?: number;
  className?: string;
  label: string;
};

/** Straight lines, a gap where a value is missing, the baseline at zero. */
export const Sparkline = memo(function Sparkline({
  values,
  width = 72,
  height = 18,
  className,
  label,
}: SparklineProps) {
  const most = Math.max(1, ...values.map((value) => value ?? 0));
  const x = (index: number) =>
    values.length < 2 ? width / 2 : (index * (width - 2)) / (values.length - 1) + 1;
  const y = (value: number) => height - 1.5 - (value / most) * (height - 3);
  return (
    <svg
      role="img"
      aria-label={label}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      className={className}
    >
      <line x1={0} x2={width} y1={height - 0.5} y2={height - 0.5} stroke="var(--line)" />
      {segmentsOf(values).map((segment) => {
        const points = segment.map(({ index, value }) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`);
        const first = segment[0];
        if (segment.length === 1 && first)
          return (
            <circle key={first.index} cx={x(first.index)} cy={y(first.value)} r={1.2} fill="currentColor" />
          );
        return (
          <polyline
            key={first?.index}
            fill="none"
            stroke="currentColor"
            strokeWidth={1.3}
            points={points.join(' ')}
          />
        );
      })}
    </svg>
  );
});

/** Runs of neighbouring values without a gap between them. */
export function segmentsOf(values: readonly (number | null)[]): { index: number; value: number }[][] {
  const segments: { index: number; value: number }[][] = [];
  let open: { index: number; value: number }[] | null = null;
  values.forEach((value, index) => {
    if (value === null) {
      open = null;
      return;
    }
    if (!open) {
      open = [];
      segments.push(open);
    }
    open.push({ index, value });
  });
  return segments;
}
