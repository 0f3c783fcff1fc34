import { contentEndOf, type YamlMap, type YamlPair, YamlScalar } from '../yaml/tree';
import { afterColon, appendPair, removePair } from './collection';
import { EditProblem } from './problem';
import { scalarYaml } from './scalar-text';
import { indentAt, lineEnd, type Splice } from './splices';
import { type FieldValue, inlineYaml, pairYaml } from './value-yaml';

/** Splices that set the value at a path below an entry, or remove it when `value` is null. */
export function setField(
  text: string,
  eol: string,
  owner: YamlPair,
  path: readonly string[],
  value: FieldValue | null,
): Splice[] {
  const [key, ...rest] = path;
  if (key === undefined) throw new EditProblem('The field has no name.');
  if (owner.alias)
    throw new EditProblem(
      `"${owner.key.text}" is written elsewhere and used here by an alias. Change it in the YAML text.`,
      owner.alias,
    );
  const map = owner.value;
  if (map instanceof YamlScalar && map.isNull)
    return value === null ? [] : fillEmpty(text, eol, owner, nest([key, ...rest], value));
  if (map.kind !== 'map')
    throw new EditProblem(
      `"${owner.key.text}" is not a map, so "${key}" cannot be set in it. Change it in the YAML text.`,
      owner.key,
    );
  const pair = map.pairs.find((one) => one.key.text === key && !one.merged);
  if (!pair) {
    if (value === null) return [];
    return appendPair(text, map, eol, (indent) => pairYaml(key, nest(rest, value), indent, eol, map.flow));
  }
  if (rest.length > 0) {
    const inner = pair.value;
    const isLast =
      value === null &&
      inner.kind === 'map' &&
      inner.pairs.length === 1 &&
      inner.pairs[0]?.key.text === rest[0];
    if (isLast && rest.length === 1) return removePair(text, owner, map, pair);
    return setField(text, eol, pair, rest, value);
  }
  if (value === null) return removePair(text, owner, map, pair);
  return replaceValue(text, map, pair, value);
}

function replaceValue(text: string, map: YamlMap, pair: YamlPair, value: FieldValue): Splice[] {
  const old = pair.value;
  if (pair.alias) return [{ ...pair.alias, text: inlineYaml(value, map.flow) }];
  if (old instanceof YamlScalar && typeof value !== 'object')
    return setScalar(old, String(value), map.flow, typeof value !== 'string', afterColon(text, pair));
  const end = Math.max(contentEndOf(pair), afterColon(text, pair));
  return [{ start: afterColon(text, pair), end, text: ` ${inlineYaml(value, map.flow)}` }];
}

/** Replaces a scalar, keeping its quotes. `colon` is where an empty value would begin. */
export function setScalar(
  node: YamlScalar,
  value: string,
  flow: boolean,
  literal: boolean,
  colon: number,
): Splice[] {
  const written = scalarYaml(value, node.style, flow, literal);
  if (node.start < node.end) return [{ start: node.start, end: node.end, text: written }];
  return [{ start: colon, end: colon, text: ` ${written}` }];
}

function fillEmpty(text: string, eol: string, owner: YamlPair, value: FieldValue): Splice[] {
  const colon = afterColon(text, owner);
  const indent = `${indentAt(text, owner.key.start)}  `;
  const body = Object.entries(value as Record<string, FieldValue>)
    .map(([key, inside]) => eol + indent + pairYaml(key, inside, indent, eol, false))
    .join('');
  const at = lineEnd(text, colon);
  const wipe = owner.value.end > colon ? [{ start: colon, end: owner.value.end, text: '' }] : [];
  return [...wipe, { start: at, end: at, text: body }];
}

function nest(path: readonly string[], value: FieldValue): FieldValue {
  return path.reduceRight<FieldValue>((inside, key) => ({ [key]: inside }), value);
}
