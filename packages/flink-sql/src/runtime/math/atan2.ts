/** What `Math.PI` lacks of the number pi. */
const PI_REST = 1.2246467991473532e-16;

/** The upper half of a double's bits without its sign. */
function upperHalf(x: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  return view.getInt32(0) & 0x7fffffff;
}

/** Angle of a point by Sun's method (fdlibm), which Java's `Math.atan2` is, digit by digit. */
export function atan2(y: number, x: number): number {
  if (!Number.isFinite(x) || !Number.isFinite(y) || x === 0 || y === 0) return Math.atan2(y, x);
  const k = (upperHalf(y) - upperHalf(x)) >> 20;
  const angle = k > 60 ? Math.PI / 2 + 0.5 * PI_REST : x < 0 && k < -60 ? 0 : Math.atan(Math.abs(y / x));
  if (x > 0) return y > 0 ? angle : -angle;
  return y > 0 ? Math.PI - (angle - PI_REST) : angle - PI_REST - Math.PI;
}
