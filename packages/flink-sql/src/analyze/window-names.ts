/** Names of legacy group windows and their auxiliary functions. */
const AUXILIARY = /^(TUMBLE|HOP|SESSION)_(START|END|ROWTIME|PROCTIME)$/;

export function isGroupWindowName(name: string): boolean {
  return name === 'TUMBLE' || name === 'HOP' || name === 'SESSION' || AUXILIARY.test(name);
}

/** TUMBLE_START gives `{window: 'TUMBLE', part: 'START'}`. */
export function auxiliaryOf(name: string): { window: string; part: string } | null {
  const match = AUXILIARY.exec(name);
  return match ? { window: match[1] ?? '', part: match[2] ?? '' } : null;
}

/** Window table functions with the number of intervals after the DESCRIPTOR (an optional offset not counted). */
export const WINDOW_TABLE_FUNCTIONS: Readonly<Record<string, { intervals: number; form: string }>> = {
  TUMBLE: { intervals: 1, form: "TUMBLE(TABLE t, DESCRIPTOR(time), INTERVAL '1' MINUTE)" },
  HOP: { intervals: 2, form: "HOP(TABLE t, DESCRIPTOR(time), INTERVAL '1' MINUTE, INTERVAL '5' MINUTE)" },
  CUMULATE: {
    intervals: 2,
    form: "CUMULATE(TABLE t, DESCRIPTOR(time), INTERVAL '1' MINUTE, INTERVAL '1' HOUR)",
  },
  SESSION: { intervals: 1, form: "SESSION(TABLE t, DESCRIPTOR(time), INTERVAL '5' MINUTE)" },
};
