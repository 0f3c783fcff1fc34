'use client';

import { parseAsInteger, parseAsStringLiteral, useQueryStates } from 'nuqs';

const parsers = {
  from: parseAsInteger,
  to: parseAsInteger,
  part: parseAsStringLiteral(['sql', 'entry']).withDefault('sql'),
  view: parseAsStringLiteral(['inline', 'side']).withDefault('inline'),
};

/** Which two versions are compared and how; in the URL. Without a choice: the newest against the one before. */
export function useCompared(numbers: readonly number[]) {
  const [state, setState] = useQueryStates(parsers);
  const known = (number: number | null) => (number !== null && numbers.includes(number) ? number : null);
  const to = known(state.to) ?? numbers[0] ?? null;
  const from = known(state.from) ?? previousOf(numbers, to) ?? to;
  return {
    from,
    to,
    part: state.part,
    view: state.view,
    setPart: (part: 'sql' | 'entry') => void setState({ part }),
    setView: (view: 'inline' | 'side') => void setState({ view }),
    setFrom: (number: number) => void setState({ from: number, to }),
    setTo: (number: number) => void setState({ from, to: number }),
    swap: () => void setState({ from: to, to: from }),
    /** One version against the one before it, as a click in the timeline means. */
    show: (number: number) => void setState({ to: number, from: previousOf(numbers, number) ?? number }),
  };
}

/** `numbers` newest first. */
function previousOf(numbers: readonly number[], number: number | null): number | null {
  return number === null ? null : (numbers.find((each) => each < number) ?? null);
}
