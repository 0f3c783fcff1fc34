import type { Bound, BoundCall } from '../../analyze/bound';
import { javaPattern } from '../../runtime/regex/java-pattern';
import { type LikePart, likeParts } from '../../runtime/regex/like';
import { similarToJava } from '../../runtime/regex/similar';
import type { Emitter } from './emitter';
import { quoteLiteral } from './quote';

/**
 * LIKE. `%` is DuckDB's own; `_` does not stand for the end of a line in Flink, and a pattern of the record's may have
 * anything, so these go to a function of ours. Wrong escapes of literals are refused.
 */
export function emitLike(emitter: Emitter, node: BoundCall): string | null {
  const [operand, pattern, escaping] = node.args;
  if (!operand || !pattern) return null;
  const parts = knownParts(pattern, escaping);
  if (parts === null) return null;
  if (parts !== 'unknown' && !parts.some((part) => 'wildcard' in part && part.wildcard === '_'))
    return `(${emitter.expr(operand)} LIKE ${quoteLiteral(parts.map(duckDbPart).join(''))} ESCAPE '\\')`;
  const args = [operand, pattern, ...(escaping ? [escaping] : [])].map((a) => emitter.expr(a));
  return `${escaping ? 'flink_like_escape' : 'flink_like'}(${args.join(', ')})`;
}

/** SIMILAR TO with a literal pattern. */
export function emitSimilar(emitter: Emitter, node: BoundCall): string | null {
  const [operand, pattern, escaping] = node.args;
  if (!operand || pattern?.kind !== 'literal' || typeof pattern.value !== 'string') return null;
  if (escaping && (escaping.kind !== 'literal' || typeof escaping.value !== 'string')) return null;
  const escapeChar = escaping?.kind === 'literal' ? String(escaping.value) : null;
  if (!isReadable(pattern.value, escapeChar)) return null;
  const args = [operand, pattern, ...(escaping ? [escaping] : [])].map((a) => emitter.expr(a));
  return `${escaping ? 'flink_similar_escape' : 'flink_similar'}(${args.join(', ')})`;
}

function isReadable(pattern: string, escapeChar: string | null): boolean {
  try {
    return javaPattern(similarToJava(pattern, escapeChar)) !== null;
  } catch {
    return false;
  }
}

/** The parts of a literal pattern, `unknown` for other patterns, null for one that Flink refuses. */
function knownParts(pattern: Bound, escaping: Bound | undefined): LikePart[] | 'unknown' | null {
  if (pattern.kind !== 'literal' || typeof pattern.value !== 'string') return 'unknown';
  if (escaping && (escaping.kind !== 'literal' || typeof escaping.value !== 'string')) return 'unknown';
  const escapeChar = escaping?.kind === 'literal' ? String(escaping.value) : null;
  try {
    const parts = likeParts(pattern.value, escapeChar === '' ? null : escapeChar);
    // An empty escape character passes in Flink only where nothing has to be matched one by one.
    return escapeChar === '' && parts.some((part) => 'wildcard' in part && part.wildcard === '_')
      ? null
      : parts;
  } catch {
    return null;
  }
}

function duckDbPart(part: LikePart): string {
  return 'text' in part ? part.text.replace(/[\\%_]/g, '\\$&') : part.wildcard;
}
