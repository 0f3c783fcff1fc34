import type { Bound } from '../../analyze/bound';
import { isApproximate } from '../../types/families';

/** Whether the value may be NaN: literals and numbers cast from exact ones never are. */
export function mayBeNan({ kind, type }: Bound): boolean {
  return isApproximate(type) && kind !== 'literal';
}

/**
 * A comparison as Java makes it, for which NaN is neither less than, equal to nor greater than anything. DuckDB holds it
 * for the greatest number and equal to itself: that differs only where the greater side is NaN, or both are.
 *
 * @param suspects which of the two sides may be NaN
 */
export function compareFloating(
  op: string,
  [left, right]: readonly [string, string],
  suspects: readonly [boolean, boolean],
): string {
  const guarded = guardedSide(op, suspects);
  const plain = `${left} ${op} ${right}`;
  if (guarded === null) return `(${plain})`;
  const [nan, other] = guarded === 'left' ? [left, right] : [right, left];
  return `(CASE WHEN isnan(${nan}) THEN ${ofNan(op, other)} ELSE ${plain} END)`;
}

function guardedSide(op: string, [left, right]: readonly [boolean, boolean]): 'left' | 'right' | null {
  if (op === '>' || op === '>=') return left ? 'left' : null;
  if (op === '<' || op === '<=') return right ? 'right' : null;
  return left && right ? 'left' : null;
}

/** NULL where the other side is, but for IS [NOT] DISTINCT FROM. */
function ofNan(op: string, other: string): string {
  switch (op) {
    case 'IS DISTINCT FROM':
      return 'TRUE';
    case 'IS NOT DISTINCT FROM':
      return 'FALSE';
    case '<>':
      return `nullif(TRUE, ${other} IS NULL)`;
    default:
      return `nullif(FALSE, ${other} IS NOT NULL)`;
  }
}
