import type { Emitter } from './emitter';
import { type FunctionEmitter, literalInteger, literalText, plain } from './function-emitter';

/** Characters whose case mapping in Java takes more or other characters than DuckDB's one to one mapping. */
const SPECIAL_UPPER = '[ßŉǰΐΰևẖ-ẚὐ-ὖᾀ-ῼﬀ-ﬗ]';
const SPECIAL_LOWER = '[İΣ]';

function caseMapping(name: 'upper' | 'lower', special: string): FunctionEmitter {
  return (emitter, node) => {
    const [text] = node.args;
    if (!text) return null;
    // Pure ASCII, the common case, is decided by comparing lengths.
    return emitter.once(
      emitter.expr(text),
      (value) =>
        `CASE WHEN strlen(${value}) <> length(${value}) AND regexp_matches(${value}, '${special}') THEN ${emitter.error(`${name.toUpperCase()} of this letter differs between engines`)} ELSE ${name}(${value}) END`,
    );
  };
}

const joined: FunctionEmitter = plain((...args) => `(${args.join(' || ')})`);
const first = (
  emitter: Emitter,
  node: Parameters<FunctionEmitter>[1],
  sql: (value: string) => string,
): string | null => {
  const [text] = node.args;
  return text ? sql(emitter.expr(text)) : null;
};

/** Positions from 1; from the end when negative; 0 counts as 1. A negative length gives NULL. */
const substring: FunctionEmitter = (emitter, node) => {
  const [text, from, length] = node.args;
  const start = literalInteger(from);
  if (!text || start === null || start < 0) return null;
  const at = Math.max(start, 1);
  if (!length) return `substring(${emitter.expr(text)}, ${at})`;
  const count = literalInteger(length);
  if (count !== null) return count < 0 ? null : `substring(${emitter.expr(text)}, ${at}, ${count})`;
  const whole = emitter.expr(text);
  return emitter.once(
    emitter.expr(length),
    (size) => `CASE WHEN ${size} < 0 THEN NULL ELSE substring(${whole}, ${at}, ${size}) END`,
  );
};

const trim: FunctionEmitter = (emitter, node) => {
  const [side, characters, text] = node.args;
  if (side?.kind !== 'symbol' || !characters || !text) return null;
  const what = literalText(characters);
  if (what === null || what === '') return null;
  const name = side.symbol === 'LEADING' ? 'ltrim' : side.symbol === 'TRAILING' ? 'rtrim' : 'trim';
  return `${name}(${emitter.expr(text)}, ${emitter.expr(characters)})`;
};

const trimBlanks =
  (name: string): FunctionEmitter =>
  (emitter, node) =>
    node.args.length === 1 ? first(emitter, node, (v) => `${name}(${v}, ' ')`) : null;

const cut =
  (name: 'left' | 'right'): FunctionEmitter =>
  (emitter, node) => {
    const count = literalInteger(node.args[1]);
    return count === null || count < 0 ? null : first(emitter, node, (v) => `${name}(${v}, ${count})`);
  };

const replace: FunctionEmitter = (emitter, node) => {
  const search = literalText(node.args[1]);
  if (search === null || search === '') return null;
  return `replace(${node.args.map((a) => emitter.expr(a)).join(', ')})`;
};

const concatWs: FunctionEmitter = (emitter, node) =>
  node.args.length < 2 ? null : `concat_ws(${node.args.map((a) => emitter.expr(a)).join(', ')})`;

const position: FunctionEmitter = (emitter, node) => {
  const [search, text] = node.args;
  const what = literalText(search);
  if (!search || !text || what === null || what === '' || node.args.length > 2) return null;
  return `CAST(strpos(${emitter.expr(text)}, ${emitter.expr(search)}) AS INTEGER)`;
};

const length = plain((text) => `CAST(length(${text}) AS INTEGER)`);

export const stringEmitters: Readonly<Record<string, FunctionEmitter>> = {
  UPPER: caseMapping('upper', SPECIAL_UPPER),
  LOWER: caseMapping('lower', SPECIAL_LOWER),
  CONCAT: joined,
  CONCAT_WS: concatWs,
  SUBSTRING: substring,
  SUBSTR: substring,
  TRIM: trim,
  LTRIM: trimBlanks('ltrim'),
  RTRIM: trimBlanks('rtrim'),
  LEFT: cut('left'),
  RIGHT: cut('right'),
  REPLACE: replace,
  CHAR_LENGTH: length,
  CHARACTER_LENGTH: length,
  POSITION: position,
  LOCATE: position,
  MD5: plain((text) => `md5(${text})`),
  SHA1: plain((text) => `sha1(${text})`),
  SHA256: plain((text) => `sha256(${text})`),
};
