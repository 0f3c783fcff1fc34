import { createHash } from 'node:crypto';

/** SHA-256 of bytes or UTF-8 text, lower-case hex. */
export function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The bytes as text when they are UTF-8 (a byte order mark is kept, so that the way back gives the same bytes). */
export function textOf(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

/** The copy has a plain ArrayBuffer behind it, as Prisma's Bytes wants. */
export function toBytes(content: string | Uint8Array): Uint8Array<ArrayBuffer> {
  const source = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return new Uint8Array(source);
}
