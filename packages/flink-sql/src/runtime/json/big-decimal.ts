/**
 * `new BigDecimal(text).toString()` of Java: the digits as written, with an exponent when the number has more than six
 * zeros behind the point or does not end at a unit.
 * @param text a number such as `1.50` or `-1e5`
 */
export function bigDecimalText(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]+))?$/.exec(text) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+(?=.)/, '');
  const scale = fraction.length - Number(exponent);
  const minus = sign === '-' && /[1-9]/.test(digits) ? '-' : '';
  const adjusted = digits.length - 1 - scale;
  if (scale >= 0 && adjusted >= -6) {
    if (scale === 0) return minus + digits;
    const padded = digits.padStart(scale + 1, '0');
    return `${minus}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
  }
  const rest = digits.length > 1 ? `.${digits.slice(1)}` : '';
  const power = adjusted === 0 ? '' : `E${adjusted > 0 ? '+' : ''}${adjusted}`;
  return `${minus}${digits[0]}${rest}${power}`;
}
