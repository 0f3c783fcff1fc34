/** `0.digits` times ten to the power of `exponent`. */
export interface Digits {
  readonly digits: string;
  readonly exponent: number;
}

const FRACTION = (1n << 52n) - 1n;
const HIDDEN = 1n << 52n;

/**
 * The decimal digits that `Double.toString` and `Float.toString` print on the Java versions that Flink runs on (before
 * 19): mostly, but not always the fewest that tell a number from its neighbours, so the method is theirs (Steele and
 * White's, as in java.base's FloatingDecimal).
 *
 * @param value positive and finite
 */
export function javaDigits(value: number, width: 'double' | 'float'): Digits {
  const bits = new DataView(new ArrayBuffer(8));
  if (width === 'double') {
    bits.setFloat64(0, value);
    const raw = bits.getBigUint64(0);
    return convert(normalized(Number((raw >> 52n) & 0x7ffn), raw & FRACTION, 52, 1023));
  }
  bits.setFloat32(0, value);
  const raw = bits.getUint32(0);
  return convert(normalized((raw >>> 23) & 0xff, BigInt(raw & 0x7fffff), 23, 127));
}

interface Parts {
  /** 53 bits, the highest set. */
  readonly fraction: bigint;
  readonly exponent: number;
  /** How many of the bits the number really has. */
  readonly significant: number;
}

function normalized(biased: number, fraction: bigint, size: number, bias: number): Parts {
  const wide = fraction << BigInt(52 - size);
  if (biased > 0) return { fraction: wide | HIDDEN, exponent: biased - bias, significant: size + 1 };
  const shift = 53 - bitLength(wide);
  return { fraction: wide << BigInt(shift), exponent: 1 - shift - bias, significant: size + 1 - shift };
}

function convert(parts: Parts): Digits {
  const { fraction, exponent, significant } = parts;
  const tail = bitLength(fraction & -fraction) - 1;
  const used = 53 - tail;
  const tiny = Math.max(0, used - exponent - 1);
  if (exponent <= 62 && tiny === 0 && used < 64) return wholeNumber(fraction, exponent, significant);
  return generate(parts, fraction >> BigInt(tail), used, tiny);
}

function wholeNumber(fraction: bigint, exponent: number, significant: number): Digits {
  let value = exponent >= 52 ? fraction << BigInt(exponent - 52) : fraction >> BigInt(52 - exponent);
  const spare = exponent > significant ? exponent - significant - 1 : 0;
  const dropped = spare > 1 ? Math.floor(spare * Math.log10(2)) : 0;
  if (dropped > 0) {
    const unit = 10n ** BigInt(dropped);
    value = value / unit + (value % unit >= unit / 2n ? 1n : 0n);
  }
  const text = value.toString();
  return { digits: text.replace(/0+$/, '') || '0', exponent: text.length + dropped };
}

function generate(
  { fraction, exponent, significant }: Parts,
  odd: bigint,
  used: number,
  tiny: number,
): Digits {
  let power = estimatedPower(fraction, exponent);
  const five = { value: Math.max(0, -power), scale: Math.max(0, power) };
  let value2 = five.value + tiny + exponent;
  let scale2 = five.scale + tiny;
  let margin2 = value2 - significant;
  value2 -= used - 1;
  const common = Math.min(value2, scale2);
  value2 -= common;
  scale2 -= common;
  margin2 -= common;
  if (used === 1) margin2 -= 1;
  if (margin2 < 0) {
    value2 -= margin2;
    scale2 -= margin2;
    margin2 = 0;
  }
  const machine = machineOf(used + value2 + bitsOfFive(five.value), scale2 + 1 + bitsOfFive(five.scale + 1));
  const scale = (5n ** BigInt(five.scale)) << BigInt(scale2);
  const tens = scale * 10n;
  let rest = (odd * 5n ** BigInt(five.value)) << BigInt(value2);
  let margin = (5n ** BigInt(five.value)) << BigInt(margin2);
  let digits = '';
  let low = false;
  let high = false;
  const step = (): bigint => {
    const digit = rest / scale;
    rest = (rest % scale) * 10n;
    margin = machine.wrap(margin * 10n);
    low = margin > 0n ? rest < margin : true;
    high = margin > 0n ? machine.isAbove(machine.wrap(rest + margin), tens) : true;
    return digit;
  };
  const first = step();
  if (first === 0n && !high) power -= 1;
  else digits += first;
  if (power < -3 || power >= 8) {
    high = false;
    low = false;
  }
  while (!low && !high) digits += step();
  const difference = machine.wrap(machine.wrap(rest * 2n) - tens);
  const isOdd = (digits.charCodeAt(digits.length - 1) & 1) === 1;
  const up = high && (!low || difference > 0n || (difference === 0n && isOdd));
  return up ? roundedUp(digits, power + 1) : { digits, exponent: power + 1 };
}

/** The 32-bit, 64-bit and unbounded arithmetic of the original compare, and overflow, in their own ways. */
function machineOf(valueBits: number, tensBits: number) {
  const isAbove = (sum: bigint, tens: bigint): boolean => sum > tens;
  if (valueBits < 32 && tensBits < 32) return { wrap: (m: bigint) => BigInt.asIntN(32, m), isAbove };
  if (valueBits < 64 && tensBits < 64) return { wrap: (m: bigint) => BigInt.asIntN(64, m), isAbove };
  return { wrap: (m: bigint) => m, isAbove: (sum: bigint, tens: bigint) => sum >= tens };
}

/** A first guess of the decimal exponent, at most one too high. */
function estimatedPower(fraction: bigint, exponent: number): number {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setBigUint64(0, (1023n << 52n) | (fraction & FRACTION));
  const mantissa = bits.getFloat64(0);
  return Math.floor((mantissa - 1.5) * 0.289529654 + 0.176091259 + exponent * 0.301029995663981);
}

function bitsOfFive(power: number): number {
  if (power === 0) return 0;
  return power < 27 ? bitLength(5n ** BigInt(power)) : power * 3;
}

function bitLength(value: bigint): number {
  return value === 0n ? 0 : value.toString(2).length;
}

function roundedUp(digits: string, exponent: number): Digits {
  const kept = digits.replace(/9+$/, '');
  if (kept === '') return { digits: '1'.padEnd(digits.length, '0'), exponent: exponent + 1 };
  const last = Number(kept.at(-1)) + 1;
  return { digits: (kept.slice(0, -1) + last).padEnd(digits.length, '0'), exponent };
}
