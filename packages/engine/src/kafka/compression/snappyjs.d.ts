declare module 'snappyjs' {
  /** Throws when the data are damaged or declare more than `maxLength` bytes. */
  export function uncompress(compressed: Buffer, maxLength?: number): Buffer;
  export function compress(uncompressed: Buffer): Buffer;
}
