import { printable } from '@penstock/common';

/** A record that the transformer's own SQL cannot process. */
export type Failure = { record: number; reason: string };

/**
 * Finds the records on which `run` fails, when it failed on the whole range. `run` is called on ever smaller ranges and
 * must have no effect when it throws. Good ranges stay done: together with the failures they cover the range once. With
 * `most`, the search ends at that many failures, and what lies behind was not run.
 */
export async function bisect(
  range: { from: number; to: number },
  run: (range: { from: number; to: number }) => Promise<void>,
  isRecordError: (error: unknown) => boolean,
  most = Number.POSITIVE_INFINITY,
): Promise<Failure[]> {
  const failures: Failure[] = [];
  const visit = async (from: number, to: number): Promise<void> => {
    if (failures.length >= most) return;
    try {
      await run({ from, to });
    } catch (error) {
      if (!isRecordError(error)) throw error;
      if (from === to) {
        failures.push({ record: from, reason: recordErrorText(error) });
        return;
      }
      const middle = Math.floor((from + to) / 2);
      await visit(from, middle);
      await visit(middle + 1, to);
    }
  };
  await visit(range.from, range.to);
  return failures;
}

export function recordErrorText(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const firstLine = text.split('\n', 1)[0] ?? text;
  return printable(firstLine.replace(/^(Conversion|Invalid Input|Out of Range) Error: /, ''), 400);
}

/** Errors that a value can cause; everything else (memory, internal, binder) is not the record's fault. */
export function isRecordError(error: unknown): boolean {
  return error instanceof Error && /^(Conversion|Invalid Input|Out of Range) Error/.test(error.message);
}
