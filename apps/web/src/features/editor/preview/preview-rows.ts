import type { Message, PreviewAnswer, PreviewRecord } from '@penstock/control/contracts';
import { type Cell, cellsOf } from './cells';

/** One line of the preview: an input record beside what became of it. */
export type PreviewRow =
  | { kind: 'out'; id: string; input: number; position: string; cells: Cell[] }
  | { kind: 'filtered'; id: string; input: number; position: string; source: string; reason: string }
  | {
      kind: 'failed';
      id: string;
      input: number;
      position: string;
      source: string;
      reason: string;
      sqlLine: number | null;
    };

/** Rows in input order. Several output rows of one record follow each other. */
export function previewRows(answer: PreviewAnswer, messages: readonly Message[]): PreviewRow[] {
  return answer.records.map((record, index) => rowOf(record, index, messages[record.input]));
}

function rowOf(record: PreviewRecord, index: number, message: Message | undefined): PreviewRow {
  const base = { id: `${record.input}.${index}`, input: record.input, position: positionText(message) };
  if (record.kind === 'out') return { ...base, kind: 'out', cells: cellsOf(record.row) };
  const source = sourceText(message);
  if (record.kind === 'filtered')
    return { ...base, kind: 'filtered', source, reason: filterReason(record.reason) };
  return { ...base, kind: 'failed', source, reason: record.reason, sqlLine: record.sqlLine };
}

/** Partition and offset as "0 : 88,101". */
export function positionText(message: Pick<Message, 'partition' | 'offset'> | undefined): string {
  if (message === undefined) return '–';
  return `${message.partition} : ${grouped(message.offset)}`;
}

/** Thousands separators on a decimal string of any length. */
export function grouped(digits: string): string {
  return /^-?\d+$/.test(digits) ? digits.replace(/\B(?=(\d{3})+$)/g, ',') : digits;
}

function sourceText(message: Message | undefined): string {
  if (message === undefined) return '';
  if (message.value !== null) return message.value;
  return message.valueBase64 === null
    ? 'no value (tombstone)'
    : `${message.valueBase64.length} characters of base64`;
}

function filterReason(reason: string | null): string {
  return reason === null || reason === '' ? 'filtered' : `filtered: ${reason.replace(/^WHERE\s+/i, '')}`;
}
