import type { Diagnostic } from '@penstock/flink-sql';

const parseCodes = new Set(['syntax', 'reserved_word', 'too_deep']);

/** The stage of Flink in which a diagnostic of ours would be raised, at the latest. */
export function stageOf({ code }: Diagnostic): 'parse' | 'validate' {
  return parseCodes.has(code) ? 'parse' : 'validate';
}
