import type { RuntimeFunction } from '../runtime-function';

/**
 * INET_ATON: `a`, `a.b`, `a.b.c` or `a.b.c.d`; the last part is the lowest byte, the others count from the highest.
 * NULL for anything else.
 * @throws Error for a part of more than three digits that is no more than 255
 */
export function inetToNumber(text: string): bigint | null {
  const parts = text.split('.');
  if (parts.length > 4 || parts.some((part) => !/^[0-9]+$/.test(part))) return null;
  if (parts.some((part) => BigInt(part) > 255n)) return null;
  if (parts.some((part) => part.length > 3)) throw new Error(`INET_ATON: a part of ${text} is too long`);
  const last = BigInt(parts.pop() ?? '0');
  return parts.reduce((sum, part, i) => sum + (BigInt(part) << BigInt(24 - 8 * i)), last);
}

/** INET_NTOA; NULL outside of 0 to 4294967295. */
export function numberToInet(value: bigint): string | null {
  if (value < 0n || value > 0xffffffffn) return null;
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
}

export const inetFunctions: readonly RuntimeFunction[] = [
  { name: 'flink_inet_aton', parameters: ['VARCHAR'], result: 'BIGINT', call: inetToNumber },
  { name: 'flink_inet_ntoa', parameters: ['BIGINT'], result: 'VARCHAR', call: numberToInet },
];
