/** One kind of change of a row: inserted, the row before an update, the row after it, deleted. */
export type ChangeKind = 'I' | 'UB' | 'UA' | 'D';

/** What may happen to the rows of a relation after they were inserted. */
export interface Changes {
  readonly updates: boolean;
  readonly deletes: boolean;
  /** Updates need the row before them too, since nothing identifies it otherwise. */
  readonly before: boolean;
}

export const APPEND: Changes = { updates: false, deletes: false, before: false };

/** Rows of both, as UNION ALL and an inner join give them. */
export function both(a: Changes, b: Changes): Changes {
  return { updates: a.updates || b.updates, deletes: a.deletes || b.deletes, before: a.before || b.before };
}

export function isAppend(changes: Changes): boolean {
  return !changes.updates && !changes.deletes;
}

/** A group's row changes with each of its records; it goes away only when records do. */
export function grouped(input: Changes): Changes {
  return { updates: true, deletes: !isAppend(input), before: false };
}

/** Rows that enter and leave: Top-N, deduplication, LIMIT over changing rows. */
export const RANKED: Changes = { updates: true, deletes: true, before: false };

export function kindsOf(changes: Changes): ChangeKind[] {
  const updates: ChangeKind[] = changes.before ? ['UB', 'UA'] : ['UA'];
  return ['I', ...(changes.updates ? updates : []), ...(changes.deletes ? (['D'] as const) : [])];
}

/** Of the option `changelog-mode` of a declared table; null when it is not there. */
export function declaredChanges(mode: string | undefined): Changes {
  if (mode === undefined) return APPEND;
  const kinds = new Set(mode.split(',').map((kind) => kind.trim()));
  return { updates: kinds.has('UA'), deletes: kinds.has('D'), before: kinds.has('UB') };
}
