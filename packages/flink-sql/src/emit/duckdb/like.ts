import type { BoundCall } from '../../analyze/bound';
import type { Emitter } from './emitter';
import { quoteLiteral } from './quote';

/**
 * LIKE with a literal pattern. What a backslash means without ESCAPE differs between Flink versions, so it is refused;
 * an escape before anything but `%`, `_` or itself is an error in Flink and is refused too.
 */
export function emitLike(emitter: Emitter, node: BoundCall): string | null {
  const [operand, pattern, escaping] = node.args;
  if (!operand || pattern?.kind !== 'literal' || typeof pattern.value !== 'string') return null;
  if (escaping && (escaping.kind !== 'literal' || typeof escaping.value !== 'string')) return null;
  if (!escaping && pattern.value.includes('\\')) return null;
  const escapeChar = escaping?.kind === 'literal' ? String(escaping.value) : '\\';
  if (!/^[!-/:-@[-`{-~]$/.test(escapeChar) || !escapesWell(pattern.value, escapeChar)) return null;
  return `(${emitter.expr(operand)} LIKE ${quoteLiteral(pattern.value)} ESCAPE ${quoteLiteral(escapeChar)})`;
}

function escapesWell(pattern: string, escapeChar: string): boolean {
  for (let i = 0; i < pattern.length; i++) {
    if (pattern.charAt(i) !== escapeChar) continue;
    const next = pattern.charAt(i + 1);
    if (next !== '%' && next !== '_' && next !== escapeChar) return false;
    i++;
  }
  return true;
}
