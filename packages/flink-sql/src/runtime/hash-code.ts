import type { RuntimeFunction } from './runtime-function';

/** `String.hashCode` of Java. */
function hashCode(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(31, hash) + text.charCodeAt(i)) | 0;
  return hash;
}

export const hashCodeFunctions: readonly RuntimeFunction[] = [
  { name: 'flink_hash_code', parameters: ['VARCHAR'], result: 'INTEGER', call: hashCode },
];
