import { type LosslessJson, PenstockError, parseLossless, stringifyLossless } from '@penstock/common';
import type { Message } from '@penstock/control/contracts';

/** More than this is cut by the server anyway. */
export const MAX_SAMPLE_MESSAGES = 10_000;

/**
 * Messages from pasted text: a JSON array of values, one value after another, one value per line, or lines of a sample file
 * (objects with `value` beside `offset` or `partition`). A line that is no JSON becomes a message too:
 * it is what Kafka would have held, and the preview shows why it cannot be read.
 *
 * @throws PenstockError `bad_input` when the text holds nothing, `too_large` above the limit.
 */
export function parsePasted(text: string): Message[] {
  const trimmed = text.trim();
  if (trimmed === '') throw new PenstockError('bad_input', 'Paste at least one message: JSON, one per line.');
  const values = asArray(trimmed) ?? asSingle(trimmed) ?? asLines(trimmed);
  if (values.length === 0)
    throw new PenstockError('bad_input', 'The array is empty. Paste at least one message.');
  if (values.length > MAX_SAMPLE_MESSAGES) {
    throw new PenstockError(
      'too_large',
      `A sample holds at most 10,000 messages; these are ${values.length}. Paste fewer.`,
    );
  }
  return values.map((value, index) => messageOf(value, index));
}

/** One line of a sample file per message, as `samples/<pipeline>/<name>.jsonl` holds them. */
export function toJsonl(messages: readonly Message[]): string {
  return messages.map((message) => `${JSON.stringify(sampleLine(message))}\n`).join('');
}

function sampleLine(message: Message): Record<string, unknown> {
  return {
    partition: message.partition,
    offset: message.offset,
    ...(message.timestampMs === null ? {} : { timestamp: message.timestampMs }),
    key: message.key,
    ...(message.headers.length === 0 ? {} : { headers: message.headers }),
    ...(message.valueBase64 === null ? { value: message.value } : { valueBase64: message.valueBase64 }),
  };
}

function asArray(text: string): string[] | null {
  if (!text.startsWith('[')) return null;
  const parsed = tryParse(text);
  return Array.isArray(parsed) ? parsed.map((item) => stringifyLossless(item)) : null;
}

/** A pretty-printed object spans lines; one JSON value is one message. */
function asSingle(text: string): string[] | null {
  const parsed = tryParse(text);
  if (parsed === undefined) return null;
  return [text.includes('\n') ? stringifyLossless(parsed) : text];
}

function asLines(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== '');
}

function tryParse(text: string): LosslessJson | undefined {
  try {
    return parseLossless(text);
  } catch {
    return undefined;
  }
}

function messageOf(text: string, index: number): Message {
  const parsed = tryParse(text);
  const line = parsed !== undefined && isSampleLine(parsed) ? parsed : null;
  const plain: Message = {
    partition: 0,
    offset: String(index),
    timestampMs: null,
    key: null,
    headers: [],
    value: text,
    valueBase64: null,
  };
  if (line === null) return plain;
  const value = line.value ?? null;
  return {
    ...plain,
    partition: Number(String(line.partition ?? '0')),
    offset: line.offset === undefined || line.offset === null ? plain.offset : String(line.offset),
    timestampMs: line.timestamp === undefined || line.timestamp === null ? null : String(line.timestamp),
    key: line.key === undefined || line.key === null ? null : String(line.key),
    value: value === null || typeof value === 'string' ? value : stringifyLossless(value),
    valueBase64: typeof line.valueBase64 === 'string' ? line.valueBase64 : null,
  };
}

function isSampleLine(value: LosslessJson): value is { [key: string]: LosslessJson } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return ('value' in value || 'valueBase64' in value) && ('offset' in value || 'partition' in value);
}
