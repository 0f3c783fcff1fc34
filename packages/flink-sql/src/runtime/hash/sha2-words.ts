/** The first primes, from which SHA-2 takes its constants. */
function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((p) => n % p !== 0)) found.push(n);
  return found;
}

/** The first 64 bits behind the point of the square (2) or cube (3) root. */
function rootBits(n: number, degree: 2n | 3n): bigint {
  const scaled = BigInt(n) << (64n * degree);
  let low = 0n;
  let high = 1n << 72n;
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** degree <= scaled) low = middle;
    else high = middle;
  }
  return BigInt.asUintN(64, low);
}

/** FIPS 180-4, 4.2: the 80 constants of SHA-512; their upper halves are those of SHA-256. */
export const roundConstants: readonly bigint[] = primes(80).map((p) => rootBits(p, 3n));

/** FIPS 180-4, 5.3: the starting values of SHA-384; their lower halves are those of SHA-224. */
export const startOfSha384: readonly bigint[] = primes(16)
  .slice(8)
  .map((p) => rootBits(p, 2n));

export const startOfSha512: readonly bigint[] = primes(8).map((p) => rootBits(p, 2n));
