import type { StartKind, StartOffsetsAnswer } from '../../contracts/server-api';
import type { StartReasonCode } from './start-reason';

type Choice = StartOffsetsAnswer['choices'][number];

export type RiskContext = {
  code: StartReasonCode;
  /** Whether the table has rows; null when not known. */
  hasRows: boolean | null;
  /** Messages that the oldest start would read. */
  all: string | null;
};

/** What a choice costs, in words: rows twice, or rows missing. Null when it costs neither. */
export function riskOf(choice: Choice, context: RiskContext): string | null {
  if (choice.unavailable !== null) return null;
  const parts =
    choice.repeats !== null && choice.skips !== null
      ? beside(choice.kind, BigInt(choice.repeats), BigInt(choice.skips))
      : withoutPosition(choice, context);
  const own = choice.kind === 'stored' ? ofStored[context.code] : undefined;
  if (own !== undefined) parts.push(own);
  return parts.length === 0 ? null : parts.join(' ');
}

/** A position says up to where the table has rows: the costs are exact. */
function beside(kind: StartKind, repeats: bigint, skips: bigint): string[] {
  const parts: string[] = [];
  if (repeats > 0n)
    parts.push(
      `${messages(repeats)} that the table has rows of ${are(repeats)} read again: their rows come twice.`,
    );
  if (skips > 0n)
    parts.push(
      kind === 'stored' || kind === 'adopt'
        ? `${messages(skips)} ${are(skips)} no longer in Kafka: their rows will be missing.`
        : `${messages(skips)} ${are(skips)} left out: their rows will be missing.`,
    );
  return parts;
}

function withoutPosition(choice: Choice, { hasRows, all }: RiskContext): string[] {
  if (choice.kind === 'stored' || choice.kind === 'adopt') return [];
  const parts: string[] = [];
  const left = all === null || choice.messages === null ? 0n : BigInt(all) - BigInt(choice.messages);
  if (left > 0n)
    parts.push(`${messages(left)} before that ${are(left)} not read: their rows will be missing.`);
  if (hasRows !== false && choice.kind !== 'latest')
    parts.push('Messages that the table has rows of already, if there are any, give their rows twice.');
  return parts;
}

const ofStored: Partial<Record<StartReasonCode, string>> = {
  set_back_outside: 'Rows that went with the newer snapshots stay missing.',
  unknown_position: 'Rows may be missing or come twice, if this position is not the true one.',
  position_adopted: 'What the other pipeline has written since comes twice.',
};

function messages(count: bigint): string {
  return count === 1n ? '1 message' : `${count.toLocaleString('en-US')} messages`;
}

function are(count: bigint): string {
  return count === 1n ? 'is' : 'are';
}
