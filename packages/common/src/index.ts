export { type ErrorCode, errorCodes, isPenstockError, PenstockError, toPenstockError } from './errors';
export { type LosslessJson, LosslessNumber, parseLossless, stringifyLossless } from './lossless-json';
export { printable } from './printable';
