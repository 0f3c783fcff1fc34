import { asDecimal } from '../../types/decimal';
import { isString } from '../../types/families';
import type { SqlType } from '../../types/sql-type';
import { sameLayout } from './nested-values';

/**
 * Whether an implicit cast keeps every value as it is: no text is cut or padded, no DECIMAL overflows. Whether Flink casts
 * a value that does not fit, or compares it as it is, differs from function to function.
 */
export function fitsInto(from: SqlType, to: SqlType): boolean {
  if (from.kind === 'NULL' || sameLayout(from, to)) return true;
  if (isString(from) || isString(to)) return false;
  if (from.kind === 'ARRAY') return to.kind === 'ARRAY' && fitsInto(from.element, to.element);
  if (from.kind === 'MAP')
    return to.kind === 'MAP' && fitsInto(from.key, to.key) && fitsInto(from.value, to.value);
  if (from.kind === 'ROW')
    return (
      to.kind === 'ROW' &&
      from.fields.every((f, i) => {
        const target = to.fields[i];
        return target !== undefined && fitsInto(f.type, target.type);
      })
    );
  if (to.kind !== 'DECIMAL') return !('length' in to);
  const exact = asDecimal(from);
  return (
    exact !== null && exact.scale <= to.scale && exact.precision - exact.scale <= to.precision - to.scale
  );
}
