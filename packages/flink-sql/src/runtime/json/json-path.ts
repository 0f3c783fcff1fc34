/** A step of a path; `scan` looks for the step behind it at every level. */
export type PathStep =
  | { readonly kind: 'property'; readonly name: string }
  | { readonly kind: 'indexes'; readonly indexes: readonly number[] }
  | { readonly kind: 'slice'; readonly from: number; readonly to: number }
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'scan' };

export interface JsonPath {
  readonly mode: 'lax' | 'strict';
  readonly steps: readonly PathStep[];
}

const MODE = /^\s*(strict|lax)\s+(.+)$/is;

/**
 * The path of a JSON function, `[lax|strict] $.a['b'][0].*..c`; without a mode it is strict (Flink docs: JSON functions).
 * Null for paths that are wrong and for those that only Flink reads here: filters, functions, names with escapes.
 */
export function compilePath(spec: string): JsonPath | null {
  const moded = MODE.exec(spec);
  const mode = moded?.[1]?.toLowerCase() === 'lax' ? 'lax' : 'strict';
  const path = (moded?.[2] ?? spec).replace(/^ +| +$/g, '');
  if (!path.startsWith('$')) return null;
  const steps: PathStep[] = [];
  let rest = path.slice(1);
  while (rest !== '') {
    const next = takeStep(rest, steps[steps.length - 1]?.kind === 'scan');
    if (!next) return null;
    steps.push(next.step);
    rest = rest.slice(next.length);
  }
  return steps.some((step, i) => step.kind === 'scan' && !canScan(steps.slice(i + 1)))
    ? null
    : { mode, steps };
}

/** Behind `..` an index or wildcard has to be the last step: Flink's library has a way of its own with further ones. */
function canScan(behind: readonly PathStep[]): boolean {
  return behind[0]?.kind === 'property' || (behind.length === 1 && behind[0]?.kind !== 'scan');
}

interface Taken {
  readonly step: PathStep;
  readonly length: number;
}

const NAME = /^[^\s.[\]()*?@,'"\\:]+(?=$|[.[])/;

function takeStep(rest: string, scanning: boolean): Taken | null {
  if (rest.startsWith('[')) return takeBracket(rest);
  if (!scanning && rest.startsWith('.[')) {
    const bracket = takeBracket(rest.slice(1));
    return bracket && { step: bracket.step, length: bracket.length + 1 };
  }
  if (!scanning && rest.startsWith('..')) return { step: { kind: 'scan' }, length: 2 };
  const dot = scanning ? 0 : 1;
  if (!scanning && !rest.startsWith('.')) return null;
  const name = rest.slice(dot);
  if (/^\*($|[.[])/.test(name)) return { step: { kind: 'wildcard' }, length: dot + 1 };
  const [property] = NAME.exec(name) ?? [];
  if (property === undefined) return null;
  return { step: { kind: 'property', name: property }, length: dot + property.length };
}

const BRACKETS: readonly [RegExp, (match: RegExpExecArray) => PathStep][] = [
  [/^\[ *'([^'\\]+)' *\]/, (m) => ({ kind: 'property', name: m[1] ?? '' })],
  [/^\[ *"([^"\\]+)" *\]/, (m) => ({ kind: 'property', name: m[1] ?? '' })],
  [/^\[ *\* *\]/, () => ({ kind: 'wildcard' })],
  [
    /^\[ *(-?[0-9]{1,9}(?: *, *-?[0-9]{1,9})*) *\]/,
    (m) => ({ kind: 'indexes', indexes: (m[1] ?? '').split(',').map(Number) }),
  ],
  [
    /^\[([0-9]{1,9}):([0-9]{1,9})?\]|^\[:([0-9]{1,9})\]/,
    (m) => ({
      kind: 'slice',
      from: Number(m[1] ?? 0),
      to: Number(m[2] ?? m[3] ?? Number.MAX_SAFE_INTEGER),
    }),
  ],
];

function takeBracket(rest: string): Taken | null {
  for (const [pattern, make] of BRACKETS) {
    const match = pattern.exec(rest);
    if (match) return { step: make(match), length: match[0].length };
  }
  return null;
}
