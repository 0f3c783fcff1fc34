import { PenstockError, printable } from '@penstock/common';
import type { RecordBlock } from '../../records/record-block';
import type { RunProblem } from '../../types';
import { excerpt } from './set-aside';

const PERMANENT: ReadonlySet<string> = new Set([
  'blocked',
  'refused',
  'forbidden',
  'bad_input',
  'invalid_version',
  'unreadable',
]);

/** An error that ended a run, as the runner stores and shows it. */
export function problemOf(error: PenstockError): RunProblem {
  const { record, sqlLine, reason, engineFault } = error.details;
  const blocked = error.code === 'blocked' && typeof reason === 'string' ? `blocked:${reason}` : error.code;
  return {
    code: engineFault === true ? ENGINE_FAULT : blocked,
    message: printable(error.message, 4000),
    retryable: !PERMANENT.has(error.code),
    ...(typeof sqlLine === 'number' ? { sqlLine } : {}),
    ...(isRecord(record) ? { record } : {}),
  };
}

function isRecord(value: unknown): value is NonNullable<RunProblem['record']> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'partition' in value &&
    'offset' in value &&
    'excerpt' in value
  );
}

/** `on_error: fail`: the record that the pipeline stops at. */
export function recordProblem(
  block: RecordBlock,
  bad: { record: number; reason: string; sqlLine: number | null },
): PenstockError {
  const { partition } = block.segmentOf(bad.record);
  const offset = String(block.offset(bad.record));
  return new PenstockError(
    'bad_input',
    `Partition ${partition}, offset ${offset}: ${bad.reason}. The pipeline stops at such records (on_error: fail).`,
    {
      details: {
        record: { partition, offset, excerpt: excerpt(block, bad.record) },
        sqlLine: bad.sqlLine ?? undefined,
      },
    },
  );
}

/** DuckDB gave up on itself, or has no memory left: what a message can do to it, as by ending its process. */
export function isEngineFault(error: unknown): boolean {
  return error instanceof Error && /^(INTERNAL|FATAL|Out of Memory) Error/i.test(error.message);
}

/** The code of a problem that counts as a crash. */
export const ENGINE_FAULT = 'engine_fault';
