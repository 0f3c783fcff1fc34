import { type Analysis, formatType } from '@penstock/flink-sql';
import type { AnalyzeLabel } from '../corpus/cases';
import { stageOf } from '../corpus/stage';
import type { Verdict } from '../corpus/verdict';

export type Opinion = { verdict: Verdict; detail: string };

const stages = ['parse', 'validate', 'plan', 'runtime'];

/**
 * Names and types of the result's columns, or a rejection in the expected stage or earlier. A query with a part that is
 * not understood is refused, unless something in it is found wrong where Flink takes it.
 */
export function judge(label: AnalyzeLabel, analysis: Analysis): Opinion {
  const errors = analysis.diagnostics.filter(({ severity }) => severity === 'error');
  const [error] = errors;
  const unknown = analysis.notUnderstood.map(({ what }) => what).join('; ');
  if (label.error) {
    const flink = `Flink (${label.error.stage}): ${label.error.message.slice(0, 300)}`;
    if (error !== undefined) {
      const early = errors.some(
        (one) => stages.indexOf(stageOf(one)) <= stages.indexOf(label.error?.stage ?? 'runtime'),
      );
      return { verdict: early ? 'same' : 'refused', detail: `${error.message} | ${flink}` };
    }
    if (unknown !== '') return { verdict: 'refused', detail: `${unknown} | ${flink}` };
    return { verdict: 'different', detail: `${described(analysis)} | ${flink}` };
  }
  const flink = (label.columns ?? []).map(({ name, type }) => `${name} ${type}`).join(', ');
  if (error !== undefined)
    return { verdict: 'different', detail: `${error.code}: ${error.message} | Flink: ${flink}` };
  if (unknown !== '') return { verdict: 'refused', detail: unknown };
  if (!label.columns) return { verdict: 'same', detail: '' };
  if (analysis.output === null) return { verdict: 'refused', detail: 'its columns are not known' };
  const ours = described(analysis);
  return ours === flink
    ? { verdict: 'same', detail: '' }
    : { verdict: 'different', detail: `${ours} | Flink: ${flink}` };
}

function described({ output }: Analysis): string {
  if (output === null) return 'accepted';
  return output.map(({ name, type }) => `${name} ${formatType(type, { serializable: true })}`).join(', ');
}
