import { LosslessNumber, parseLossless, stringifyLossless } from '@penstock/common';
import type { Message, PreviewAnswer } from '@penstock/control/contracts';
import type { ColumnFacts } from '../editor-context';

/** Messages looked at for example values: enough to find one for every column without parsing a whole sample per key press. */
const LOOK_AT = 20;

/** For each source column an example value and how many records of the preview failed because of it. */
export function columnFacts(
  columns: readonly { name: string }[],
  messages: readonly Message[],
  answer: PreviewAnswer | null,
): Map<string, ColumnFacts> {
  const misfits = new Map<string, number>();
  for (const record of answer?.records ?? []) {
    if (record.kind === 'failed' && record.column !== null)
      misfits.set(record.column, (misfits.get(record.column) ?? 0) + 1);
  }
  const records = messages.slice(0, LOOK_AT).flatMap((message) => fieldsOf(message.value));
  return new Map(
    columns.map(({ name }) => [name, { sample: exampleOf(name, records), misfits: misfits.get(name) ?? 0 }]),
  );
}

type Fields = { [name: string]: ReturnType<typeof parseLossless> };

function fieldsOf(value: string | null): Fields[] {
  if (value === null) return [];
  try {
    const parsed = parseLossless(value);
    const isRecord =
      typeof parsed === 'object' &&
      parsed !== null &&
      !Array.isArray(parsed) &&
      !(parsed instanceof LosslessNumber);
    return isRecord ? [parsed] : [];
  } catch {
    return [];
  }
}

function exampleOf(name: string, records: readonly Fields[]): string | null {
  for (const record of records) {
    const value = Object.hasOwn(record, name) ? record[name] : undefined;
    if (value !== undefined && value !== null) return stringifyLossless(value);
  }
  return null;
}
