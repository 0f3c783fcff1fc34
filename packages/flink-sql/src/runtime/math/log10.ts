/** Fixed-point numbers with so many binary places. */
const PLACES = 128n;
const ONE = 1n << PLACES;

/** ln((1 + z) / (1 - z)) = 2 (z + z³/3 + z⁵/5 + …), for small z. */
function twiceArtanh(z: bigint): bigint {
  const square = (z * z) >> PLACES;
  let sum = 0n;
  for (let power = z, n = 1n; power !== 0n; power = (power * square) >> PLACES, n += 2n) sum += power / n;
  return 2n * sum;
}

const LN_2 = twiceArtanh(ONE / 3n);
/** ln(10) = 3 ln(2) + ln(10/8) */
const LN_10 = 3n * LN_2 + twiceArtanh(ONE / 9n);

/** `x` = mantissa × 2^exponent, the mantissa in fixed point from 1 up to 2. */
function split(x: number): { mantissa: bigint; exponent: bigint } {
  const view = new DataView(new ArrayBuffer(8));
  const isSubnormal = x < 2 ** -1022;
  view.setFloat64(0, isSubnormal ? x * 2 ** 54 : x);
  const bits = view.getBigUint64(0);
  const fraction = bits & ((1n << 52n) - 1n);
  const exponent = (bits >> 52n) - 1023n - (isSubnormal ? 54n : 0n);
  return { mantissa: ((1n << 52n) | fraction) << (PLACES - 52n), exponent };
}

/** A fixed-point number as the nearest double. */
function toDouble(value: bigint): number {
  const magnitude = value < 0n ? -value : value;
  // Number() of a BigInt rounds once, and the division by a power of two is exact.
  const nearest = Number(magnitude) / 2 ** Number(PLACES);
  return value < 0n ? -nearest : nearest;
}

/** Decimal logarithm, rounded to the nearest double, as Java's is in all but the rarest cases. */
export function log10(x: number): number {
  if (!(x > 0) || x === Number.POSITIVE_INFINITY) return Math.log10(x);
  const { mantissa, exponent } = split(x);
  const ln = exponent * LN_2 + twiceArtanh(((mantissa - ONE) << PLACES) / (mantissa + ONE));
  return toDouble((ln << PLACES) / LN_10);
}
