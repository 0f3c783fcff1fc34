import type { PipelineModel } from '../../../language';

/** Names of columns whose type has an error in topics.yaml, by the text of its messages' places. */
export function invalidTypes(model: PipelineModel, _where: 'source_schema' | 'sink'): ReadonlySet<string> {
  return new Set(
    model.diagnostics
      .filter((problem) => problem.severity === 'error' && problem.code === 'unknown_type')
      .flatMap((problem) => [...problem.message.matchAll(/"([^"]+)"/g)].map((match) => match[1] ?? '')),
  );
}
