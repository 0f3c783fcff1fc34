import type { Prisma } from '../generated/prisma/client';

/** A value for a JSON column. Undefined members are left out; what has no JSON form is a programming error. */
export function toJson(value: unknown): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(value)) as Prisma.InputJsonValue;
}
