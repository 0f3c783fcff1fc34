import { PenstockError } from '@penstock/common';
import type { Message } from '@penstock/control/contracts';
import { parsePasted } from './paste-sample';

/**
 * Messages of a kept sample: lines as in samples/<pipeline>/<name>.jsonl. Lines that are bare values count as messages too, so
 * that a file of plain JSON lines can be dropped into the folder.
 */
export function sampleMessages(jsonl: string): Message[] {
  if (jsonl.trim() === '')
    throw new PenstockError('bad_input', 'This sample is empty. Capture or paste messages.');
  return parsePasted(jsonl);
}
