/**
 * A computed CSS colour (`rgb(…)` or `rgba(…)`) as #rrggbb or #rrggbbaa, which is all that Monaco reads. Build tools shorten
 * colours in stylesheets (#ffffff becomes #fff or white), so a token's own text is not enough.
 */
export function hexOf(computed: string): string {
  const [red = '0', green = '0', blue = '0', alpha] = computed.match(/[\d.]+/g) ?? [];
  const hex = (part: number) => Math.round(part).toString(16).padStart(2, '0');
  const opaque = `#${hex(Number(red))}${hex(Number(green))}${hex(Number(blue))}`;
  return alpha === undefined || Number(alpha) === 1 ? opaque : `${opaque}${hex(Number(alpha) * 255)}`;
}
