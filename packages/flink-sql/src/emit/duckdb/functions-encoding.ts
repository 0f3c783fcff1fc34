import { type Bound, walkBound } from '../../analyze/bound';
import { isBinary, isInteger, isString } from '../../types/families';
import { type FunctionEmitter, literalInteger } from './function-emitter';
import { firstOf, runtimeCall } from './runtime-call';

/** Hashes that DuckDB has take both texts and bytes. */
const hash =
  (name: string): FunctionEmitter =>
  (emitter, node) => {
    const [value] = node.args;
    return value && (isString(value.type) || isBinary(value.type)) ? `${name}(${emitter.expr(value)})` : null;
  };

const ownHash = (name: `flink_${string}`): FunctionEmitter =>
  firstOf(runtimeCall(name, 'text'), runtimeCall(`${name}_bytes`, 'bytes'));

const sha224 = ownHash('flink_sha224');
const sha384 = ownHash('flink_sha384');
const sha512 = ownHash('flink_sha512');
const SHA2: ReadonlyMap<number, FunctionEmitter> = new Map([
  [224, sha224],
  [256, hash('sha256')],
  [384, sha384],
  [512, sha512],
]);

/** The length decides the algorithm, so it must be known; NULL as the length gives NULL. */
const sha2: FunctionEmitter = (emitter, node) => {
  const [value, bits] = node.args;
  if (!value || !bits) return null;
  const isNull =
    (bits.kind === 'literal' && bits.value === null) ||
    (bits.kind === 'cast' && bits.operand.kind === 'literal' && bits.operand.value === null);
  if (isNull) return 'CAST(NULL AS VARCHAR)';
  const length = literalInteger(bits);
  const emit = length === null ? undefined : SHA2.get(length);
  return emit ? emit(emitter, { ...node, args: [value] }) : null;
};

const digits =
  (name: 'hex' | 'bin'): FunctionEmitter =>
  (emitter, node) => {
    const [value] = node.args;
    if (!value) return null;
    if (isInteger(value.type)) return `${name}(CAST(${emitter.expr(value)} AS BIGINT))`;
    return name === 'hex' && isString(value.type) ? `hex(encode(${emitter.expr(value)}))` : null;
  };

const toBase64: FunctionEmitter = (emitter, node) => {
  const [value] = node.args;
  if (!value) return null;
  if (isString(value.type)) return `to_base64(encode(${emitter.expr(value)}))`;
  return isBinary(value.type) ? `to_base64(${emitter.expr(value)})` : null;
};

/** Flink 1.20 types the result BINARY(1), and cuts constants to that. */
const encode: FunctionEmitter = (emitter, node) => {
  if (emitter.flinkVersion === '1.20' && !node.args.some(hasColumn)) return null;
  return runtimeCall('flink_encode', 'text', 'text')(emitter, node);
};

function hasColumn(argument: Bound): boolean {
  let found = false;
  walkBound(argument, (part) => {
    found ||= part.kind === 'column';
    return !found;
  });
  return found;
}

export const encodingEmitters: Readonly<Record<string, FunctionEmitter>> = {
  MD5: hash('md5'),
  SHA1: hash('sha1'),
  SHA256: hash('sha256'),
  SHA224: sha224,
  SHA384: sha384,
  SHA512: sha512,
  SHA2: sha2,
  HEX: digits('hex'),
  BIN: digits('bin'),
  UNHEX: runtimeCall('flink_unhex', 'text'),
  TO_BASE64: toBase64,
  FROM_BASE64: firstOf(
    runtimeCall('flink_from_base64', 'text'),
    runtimeCall('flink_from_base64_bytes', 'bytes'),
  ),
  ENCODE: encode,
  DECODE: runtimeCall('flink_decode', 'bytes', 'text'),
  URL_ENCODE: runtimeCall('flink_url_encode', 'text'),
  URL_DECODE: runtimeCall('flink_url_decode', 'text'),
  PARSE_URL: firstOf(
    runtimeCall('flink_parse_url', 'text', 'text'),
    runtimeCall('flink_parse_url_parameter', 'text', 'text', 'text'),
  ),
  INET_ATON: runtimeCall('flink_inet_aton', 'text'),
  INET_NTOA: runtimeCall('flink_inet_ntoa', 'long'),
};
