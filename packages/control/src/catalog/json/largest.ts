/** The largest of some 64-bit numbers; `Math.max` does not take bigint. */
export function largest(first: bigint, ...others: readonly bigint[]): bigint {
  let result = first;
  for (const value of others) if (value > result) result = value;
  return result;
}
