import type { YamlNode, YamlScalar } from '../yaml/tree';

export type Variables = Readonly<Record<string, string>>;

export type VariableProblem = {
  start: number;
  end: number;
  code: 'undefined_variable' | 'bad_variable';
  message: string;
  name: string;
};

const reference = /\$\$\{|\$\{([^}]*)\}/g;
const namePattern = /^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/;

/**
 * Puts an environment's variables into one text: `${name}` is replaced once (a value is never expanded again),
 * `$${` stands for `${`. There is no way to reach files or process variables from here, and that is intended.
 */
export function substitute(
  scalar: YamlScalar,
  variables: Variables,
  report: (problem: VariableProblem) => void,
): YamlScalar {
  if (!scalar.text.includes('${')) return scalar;
  const text = scalar.text.replace(reference, (match, name: string | undefined) => {
    if (name === undefined) return '${';
    const place = placeOf(scalar, match);
    if (!namePattern.test(name)) {
      report({
        ...place,
        name,
        code: 'bad_variable',
        message: `"\${${name}}" is not a variable. Variables have plain names of letters, digits, "_", "-" and "."; write $\${ for a literal \${.`,
      });
      return match;
    }
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (value !== undefined) return value;
    report({
      ...place,
      name,
      code: 'undefined_variable',
      message: `The variable "${name}" has no value in this environment. Set it under environments in penstock.yaml.`,
    });
    return match;
  });
  return scalar.withText(text);
}

/** The exact place for scalars whose text stands literally in the file, else the whole value. */
function placeOf(scalar: YamlScalar, match: string): { start: number; end: number } {
  const lead = scalar.style === 'plain' ? 0 : 1;
  const at = scalar.text.indexOf(match);
  const literal = scalar.end - scalar.start === scalar.text.length + 2 * lead && scalar.style !== 'block';
  if (!literal || at < 0) return { start: scalar.start, end: scalar.end };
  return { start: scalar.start + lead + at, end: scalar.start + lead + at + match.length };
}

/** The tree with variables put into every value (not into keys). Positions stay those of the file. */
export function substituteTree(
  node: YamlNode,
  variables: Variables,
  report: (problem: VariableProblem) => void,
): YamlNode {
  if (node.kind === 'scalar') return substitute(node, variables, report);
  if (node.kind === 'seq') {
    return {
      ...node,
      items: node.items.map((item) => ({ ...item, value: substituteTree(item.value, variables, report) })),
    };
  }
  return {
    ...node,
    pairs: node.pairs.map((pair) => ({ ...pair, value: substituteTree(pair.value, variables, report) })),
  };
}
