import type { z } from 'zod';
import type { FileDiagnostic, SourceFile } from '../diagnostics/file-diagnostic';
import { suggest } from '../diagnostics/suggest';
import { pairOf, type YamlNode, YamlScalar } from '../yaml/tree';

type Issue = z.core.$ZodIssue;

/** zod's issues as diagnostics at the YAML nodes they are about. */
export function issueDiagnostics(
  issues: readonly Issue[],
  root: YamlNode,
  source: SourceFile,
  pipeline?: string,
): FileDiagnostic[] {
  return issues.map((issue) => {
    const exact = deepest(issue);
    const path = exact.path.filter((step): step is string | number => typeof step !== 'symbol');
    const place = locate(root, path);
    const subject =
      typeof path.at(-1) === 'string'
        ? `"${path.at(-1)}" `
        : typeof path.at(-1) === 'number'
          ? 'This item '
          : 'This value ';
    const hint = wordHint(exact, place.node);
    return source.diagnostic({
      start: place.start,
      end: place.end,
      code: place.missing ? 'config_missing' : 'config_value',
      message: `${subject}${place.missing ? missingSentence(exact.message) : exact.message}${hint ? ` Did you mean "${hint}"?` : ''}`,
      ...(hint && place.node
        ? {
            fixes: [
              {
                title: `Change to "${hint}"`,
                edits: [{ file: source.path, start: place.start, end: place.end, newText: hint }],
              },
            ],
          }
        : {}),
      ...(pipeline === undefined ? {} : { pipeline }),
    });
  });
}

/** A union reports every alternative; the one that got furthest into the value is the one that was meant. */
function deepest(issue: Issue): Issue {
  if (issue.code !== 'invalid_union') return issue;
  const inner = issue.errors.flat().map((one) => ({ ...one, path: [...issue.path, ...one.path] }));
  const best = inner.reduce<Issue | undefined>(
    (a, b) => (b.path.length > (a?.path.length ?? issue.path.length) ? b : a),
    undefined,
  );
  return best ? deepest(best) : issue;
}

type Place = { start: number; end: number; node: YamlNode | undefined; missing: boolean };

/** The value at the path, its key when the value is empty, or the nearest parent's start when it is not there. */
function locate(root: YamlNode, path: readonly (string | number)[]): Place {
  let node: YamlNode = root;
  let key: YamlScalar | undefined;
  for (const step of path) {
    const pair = typeof step === 'string' ? pairOf(node, step) : undefined;
    const next: YamlNode | undefined =
      typeof step === 'number' ? (node.kind === 'seq' ? node.items[step]?.value : undefined) : pair?.value;
    if (!next) return { ...headOf(node, key), node: undefined, missing: true };
    key = pair?.key;
    node = next;
  }
  if (node instanceof YamlScalar && node.start < node.end)
    return { start: node.start, end: node.end, node, missing: false };
  return { ...headOf(node, key), node: undefined, missing: false };
}

function headOf(node: YamlNode, key: YamlScalar | undefined): { start: number; end: number } {
  if (key) return { start: key.start, end: key.end };
  if (node.kind === 'map' && node.pairs[0])
    return { start: node.pairs[0].key.start, end: node.pairs[0].key.end };
  return { start: node.start, end: Math.min(node.end, node.start + 1) };
}

function missingSentence(message: string): string {
  return message.replace(/^needs a value: /, 'is missing: ').replace(/^must be /, 'is missing: it is ');
}

function wordHint(issue: Issue, node: YamlNode | undefined): string | undefined {
  if (issue.code !== 'invalid_value' || !(node instanceof YamlScalar)) return undefined;
  return suggest(node.text, issue.values.map(String));
}
