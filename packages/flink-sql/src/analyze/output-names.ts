import type { Column } from '../types/sql-type';
import type { OutputItem } from './bound-query';

/** Columns of a result have names of their own: a second `a` is `a0`, a third `a1`. */
export function outputNames(items: readonly OutputItem[]): Column[] {
  const given = new Set(items.map((i) => i.name));
  const used = new Set<string>();
  return items.flatMap(({ name, expr }) => {
    let unique = name;
    for (let n = 0; used.has(unique); n++) {
      unique = `${name}${n}`;
      if (given.has(unique)) used.add(unique);
    }
    used.add(unique);
    return expr ? [{ name: unique, type: expr.type }] : [];
  });
}
