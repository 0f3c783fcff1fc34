'use client';

import { parseAsInteger, parseAsStringLiteral, useQueryStates } from 'nuqs';

export const spans = ['15m', '1h', '6h', '24h', '7d'] as const;
export type Span = (typeof spans)[number];
export const minutesOf: Record<Span, number> = { '15m': 15, '1h': 60, '6h': 360, '24h': 1440, '7d': 10_080 };
export const spanNames: Record<Span, string> = {
  '15m': 'Last 15 min',
  '1h': 'Last hour',
  '6h': 'Last 6 h',
  '24h': 'Last 24 h',
  '7d': 'Last 7 d',
};

/** The charts' time: a span that moves with the clock, or two fixed ends (seconds since the epoch) after zooming in. */
export function useTimeRange() {
  const [state, setState] = useQueryStates({
    span: parseAsStringLiteral(spans).withDefault('15m'),
    from: parseAsInteger,
    to: parseAsInteger,
  });
  const zoomed: [number, number] | null =
    state.from !== null && state.to !== null && state.from < state.to ? [state.from, state.to] : null;
  return {
    span: state.span,
    zoomed,
    setSpan: (span: Span) => void setState({ span, from: null, to: null }),
    zoom: (from: number, to: number) => void setState({ from: Math.floor(from), to: Math.ceil(to) }),
    reset: () => void setState({ from: null, to: null }),
  };
}
