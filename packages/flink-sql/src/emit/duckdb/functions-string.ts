import { isString } from '../../types/families';
import { type FunctionEmitter, literalInteger, literalText, plain } from './function-emitter';
import { runtimeArgument } from './runtime-call';

/** The greatest INT. */
const MAX_INT = 2147483647;

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
/** Positions from 1; from the end when negative; 0 counts as 1. A negative length gives NULL. */
const substring: FunctionEmitter = (emitter, node) => {
  const [text, from, length] = node.args;
  if (!text || !from || !isString(text.type)) return null;
  const start = literalInteger(from);
  const count = length ? literalInteger(length) : null;
  // The common forms are DuckDB's own.
  if (start !== null && start >= 0 && start <= MAX_INT) {
    const at = Math.max(start, 1);
    if (!length) return `substring(${emitter.expr(text)}, ${at})`;
    if (count !== null && count >= 0 && count <= MAX_INT)
      return `substring(${emitter.expr(text)}, ${at}, ${count})`;
  }
  const args = [
    emitter.expr(text),
    runtimeArgument(emitter, from, 'int'),
    length ? runtimeArgument(emitter, length, 'int') : String(MAX_INT),
  ];
  return args.includes(null) ? null : `flink_substring(${args.join(', ')})`;
};

const trim: FunctionEmitter = (emitter, node) => {
  const [side, characters, text] = node.args;
  if (side?.kind !== 'symbol' || !characters || !text) return null;
  const name = side.symbol === 'LEADING' ? 'ltrim' : side.symbol === 'TRAILING' ? 'rtrim' : 'trim';
  return `${name}(${emitter.expr(text)}, ${emitter.expr(characters)})`;
};

/** The characters are a set, of whole characters in both engines. */
const trimSide =
  (name: string): FunctionEmitter =>
  (emitter, node) => {
    const [text, characters] = node.args;
    if (!text) return null;
    return `${name}(${emitter.expr(text)}, ${characters ? emitter.expr(characters) : "' '"})`;
  };

/** A length of 0 or less gives an empty text. */
const cut =
  (name: 'left' | 'right'): FunctionEmitter =>
  (emitter, node) => {
    const [text, length] = node.args;
    const count = text && length ? runtimeArgument(emitter, length, 'int') : null;
    if (!text || count === null) return null;
    const whole = emitter.expr(text);
    return emitter.once(count, (n) => `${name}(${whole}, CASE WHEN ${n} < 0 THEN 0 ELSE ${n} END)`);
  };

/** DuckDB leaves the text as it is when there is nothing to search for; Java puts the replacement between all letters. */
const replace: FunctionEmitter = (emitter, node) => {
  const search = literalText(node.args[1]);
  const args = node.args.map((a) => emitter.expr(a)).join(', ');
  return search !== null && search !== '' ? `replace(${args})` : `flink_replace(${args})`;
};

const repeat: FunctionEmitter = (emitter, node) => {
  const [text, times] = node.args;
  const count = text && times ? runtimeArgument(emitter, times, 'int') : null;
  return text && count !== null ? `repeat(${emitter.expr(text)}, ${count})` : null;
};

const concatWs: FunctionEmitter = (emitter, node) =>
  node.args.length < 2 ? null : `concat_ws(${node.args.map((a) => emitter.expr(a)).join(', ')})`;

const position: FunctionEmitter = (emitter, node) => {
  const [search, text, from] = node.args;
  if (!search || !text) return null;
  const what = literalText(search);
  if (!from && what !== null && what !== '')
    return `CAST(strpos(${emitter.expr(text)}, ${emitter.expr(search)}) AS INTEGER)`;
  const start = from ? runtimeArgument(emitter, from, 'int') : '1';
  return start === null ? null : `flink_locate(${emitter.expr(search)}, ${emitter.expr(text)}, ${start})`;
};

/** TRY takes no random value: while failures are searched, any UUID stands for it. */
const uuid: FunctionEmitter = (emitter) =>
  emitter.searchesFailures ? "'00000000-0000-4000-8000-000000000000'" : 'CAST(uuid() AS VARCHAR)';

const length = plain((text) => `CAST(length(${text}) AS INTEGER)`);

export const stringEmitters: Readonly<Record<string, FunctionEmitter>> = {
  UPPER: caseMapping('upper', SPECIAL_UPPER),
  LOWER: caseMapping('lower', SPECIAL_LOWER),
  CONCAT: joined,
  CONCAT_WS: concatWs,
  SUBSTRING: substring,
  SUBSTR: substring,
  TRIM: trim,
  LTRIM: trimSide('ltrim'),
  RTRIM: trimSide('rtrim'),
  BTRIM: trimSide('trim'),
  REPEAT: repeat,
  UUID: uuid,
  LEFT: cut('left'),
  RIGHT: cut('right'),
  REPLACE: replace,
  CHAR_LENGTH: length,
  CHARACTER_LENGTH: length,
  POSITION: position,
  LOCATE: position,
};
