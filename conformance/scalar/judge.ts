import { formatType } from '@penstock/flink-sql';
import type { CorpusError, ScalarCase, ScalarLabel } from '../corpus/cases';
import type { Verdict } from '../corpus/verdict';
import { sameValue } from '../values/equal';
import type { Evaluation } from './evaluate';

export type Opinion = { verdict: Verdict; detail: string };

const stages = ['parse', 'validate', 'plan', 'runtime'] as const;

/** `text` is the evaluation of `CAST((expression) AS STRING)`, null where the corpus has no text. */
export function judge(
  label: ScalarLabel & Pick<ScalarCase, 'volatile'>,
  value: Evaluation,
  text: Evaluation | null,
): Opinion {
  const expected = JSON.stringify(label.expectedError?.message ?? label.expected ?? null);
  if (value.kind === 'refused') return { verdict: 'refused', detail: value.why };
  if (label.expectedError !== undefined) return judgeError(label.expectedError, value);
  if (value.kind === 'rejected') return { verdict: 'refused', detail: `${value.why} | Flink: ${expected}` };
  if (value.kind === 'failed') return { verdict: 'different', detail: `${value.why} | Flink: ${expected}` };
  const type = formatType(value.type, { serializable: true });
  if (label.expectedType !== undefined && type !== label.expectedType)
    return { verdict: 'different', detail: `type ${type} | Flink: ${label.expectedType}` };
  if (label.volatile) return { verdict: 'same', detail: '' };
  if (!sameValue(label.expected, value.value, value.type))
    return { verdict: 'different', detail: `${JSON.stringify(value.value)} | Flink: ${expected}` };
  return text === null ? { verdict: 'same', detail: '' } : judgeText(label.expectedText ?? null, text);
}

/** A text form that is refused leaves the value's verdict: it is another expression. */
function judgeText(expected: string | null, text: Evaluation): Opinion {
  if (text.kind === 'refused' || text.kind === 'rejected') return { verdict: 'same', detail: text.why };
  const actual = text.kind === 'value' ? text.value : text.why;
  if (actual === expected) return { verdict: 'same', detail: '' };
  return {
    verdict: 'different',
    detail: `text ${JSON.stringify(actual)} | Flink: ${JSON.stringify(expected)}`,
  };
}

function judgeError(expected: CorpusError, value: Evaluation): Opinion {
  const flink = `Flink fails (${expected.stage}): ${expected.message.slice(0, 200)}`;
  if (value.kind === 'rejected') {
    const isEarly = stages.indexOf(value.stage) <= stages.indexOf(expected.stage);
    return { verdict: isEarly ? 'same' : 'refused', detail: `${value.why} | ${flink}` };
  }
  if (value.kind === 'failed' && expected.stage === 'runtime') return { verdict: 'same', detail: '' };
  const ours =
    value.kind === 'value' ? JSON.stringify(value.value) : value.kind === 'failed' ? value.why : '';
  return { verdict: 'different', detail: `${ours} | ${flink}` };
}
