/** A name that no column has yet: column, column_2, column_3, … */
export function freshName(base: string, taken: readonly { name: string }[]): string {
  const names = new Set(taken.map((column) => column.name));
  if (!names.has(base)) return base;
  for (let number = 2; ; number += 1) {
    const name = `${base}_${number}`;
    if (!names.has(name)) return name;
  }
}
