/** A number as it is written: nothing of its digits is lost. */
export interface JsonNumber {
  readonly kind: 'number';
  readonly text: string;
  /** Without fraction and exponent: Java reads it as an int, long or BigInteger. */
  readonly integral: boolean;
}

/** A document as Flink's JSON functions see it; objects keep the order of their keys. */
export type Json = null | boolean | string | JsonNumber | Json[] | Map<string, Json>;

export type JsonScalar = Exclude<Json, null | Json[] | Map<string, Json>>;

export const isScalar = (value: Json): value is JsonScalar | null =>
  !Array.isArray(value) && !(value instanceof Map);

/** The text is no JSON, or the path leads nowhere: what ON ERROR catches. Any other error fails the record. */
export class JsonProblem extends Error {
  override readonly name = 'JsonProblem';
}
