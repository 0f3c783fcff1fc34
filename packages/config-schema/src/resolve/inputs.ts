import type { FileDiagnostic } from '../diagnostics/file-diagnostic';
import { hasErrors } from '../diagnostics/file-diagnostic';
import { suggest } from '../diagnostics/suggest';
import { substituteTree } from '../values/variables';
import { pairOf, type YamlNode } from '../yaml/tree';
import { readEntry } from './read-entry';
import type { Report } from './report';
import { reporter } from './report';
import type { Context } from './resolve-pipeline';
import type { ResolvedInput } from './resolved';
import { resolveSource } from './source';

/** The sources of the entries named under `inputs`. An input that is itself broken is reported at its name. */
export function resolveInputs(
  keys: readonly string[],
  node: YamlNode,
  self: string,
  context: Context,
  report: Report,
): ResolvedInput[] {
  const place = pairOf(node, 'inputs')?.value ?? node;
  return [...new Set(keys)].flatMap((key) => {
    const pair = context.topics.entries.find((one) => one.key.text === key);
    if (key === self || !pair) {
      const hint = suggest(
        key,
        context.topics.entries.map((one) => one.key.text).filter((one) => one !== self),
      );
      const why =
        key === self
          ? 'A pipeline cannot be its own input; {source_table} stands for it.'
          : `There is no entry "${key}" in this file.`;
      report(place, 'input_unknown', `${why}${hint && key !== self ? ` Did you mean "${hint}"?` : ''}`);
      return [];
    }
    const problems: FileDiagnostic[] = [];
    const input = substituteTree(pair.value, context.settings.variables, () => undefined);
    const inner = reporter(context.topics.source, key, problems);
    const entry = readEntry(input, context.topics.source, key, problems);
    const { source, list } = resolveSource(entry, input, pair.key, inner);
    if (!list.complete || hasErrors(problems)) {
      report(place, 'input_broken', `The input "${key}" has errors of its own. Mend its entry first.`);
      return [];
    }
    return [{ key, kafkaTopic: entry.topic ?? key, source }];
  });
}
