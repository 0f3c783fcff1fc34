import { LosslessNumber, parseLossless } from '@penstock/common';

export function isLosslessNumber(value: unknown): value is LosslessNumber {
  return value instanceof LosslessNumber;
}

export { parseLossless };
