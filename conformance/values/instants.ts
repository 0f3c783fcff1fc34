const microsOfDay = 86_400_000_000n;

/** `2024-01-31` of days since 1970; years are those of the proleptic Gregorian calendar. */
export function dateText(days: number): string {
  const date = new Date(days * 86_400_000);
  const year = date.getUTCFullYear();
  return `${String(year).padStart(4, '0')}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
}

/** `10:20:30` and, where they are not zero, milliseconds: 1.20 keeps them in every TIME, whatever its type. */
export function timeText(micros: bigint): string {
  const text = clockText(micros);
  const millis = (micros / 1000n) % 1000n;
  return millis !== 0n ? `${text}.${String(millis).padStart(3, '0')}` : text;
}

/** Date and clock with as many decimals as the type has; `micros` since 1970. */
export function timestampText(micros: bigint, precision: number, between: ' ' | 'T'): string {
  const ofDay = ((micros % microsOfDay) + microsOfDay) % microsOfDay;
  const days = Number((micros - ofDay) / microsOfDay);
  const fraction = String(ofDay % 1_000_000n)
    .padStart(6, '0')
    .padEnd(9, '0')
    .slice(0, precision);
  return `${dateText(days)}${between}${clockText(ofDay)}${precision > 0 ? `.${fraction}` : ''}`;
}

function clockText(micros: bigint): string {
  const seconds = Number(micros / 1_000_000n);
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

const two = (value: number): string => String(value).padStart(2, '0');
