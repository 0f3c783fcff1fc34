import { isReadable } from '../../runtime/regex/java-pattern';
import { type FunctionEmitter, literalInteger, literalText } from './function-emitter';
import { runtimeArgument, runtimeCall } from './runtime-call';

/**
 * A literal pattern that is not known to match as in Java is refused; a pattern that comes with the record fails it.
 * `groups` when the function reads a group of the match.
 */
function withPattern(
  emit: FunctionEmitter,
  groups: (node: Parameters<FunctionEmitter>[1]) => boolean = () => false,
): FunctionEmitter {
  return (emitter, node) => {
    const pattern = literalText(node.args[1]);
    return pattern !== null && !isReadable(pattern, groups(node)) ? null : emit(emitter, node);
  };
}

/** The call with a default group where none is given. */
function withGroup(name: `flink_${string}`, byDefault: number, parameter: 'int' | 'long'): FunctionEmitter {
  return (emitter, node) => {
    const [text, pattern, group] = node.args;
    if (!text || !pattern) return null;
    const args = [
      runtimeArgument(emitter, text, 'text'),
      runtimeArgument(emitter, pattern, 'text'),
      group ? runtimeArgument(emitter, group, parameter) : String(byDefault),
    ];
    return args.includes(null) ? null : `${name}(${args.join(', ')})`;
  };
}

export const regexEmitters: Readonly<Record<string, FunctionEmitter>> = {
  REGEXP: withPattern(runtimeCall('flink_regexp', 'text', 'text')),
  REGEXP_REPLACE: withPattern(runtimeCall('flink_regexp_replace', 'text', 'text', 'text')),
  REGEXP_EXTRACT: withPattern(
    withGroup('flink_regexp_extract', 0, 'int'),
    (node) => node.args.length > 2 && literalInteger(node.args[2]) !== 0,
  ),
  REGEXP_EXTRACT_ALL: withPattern(
    withGroup('flink_regexp_extract_all', 1, 'long'),
    (node) => literalInteger(node.args[2]) !== 0,
  ),
  REGEXP_COUNT: withPattern(runtimeCall('flink_regexp_count', 'text', 'text')),
  REGEXP_INSTR: withPattern(runtimeCall('flink_regexp_instr', 'text', 'text')),
  REGEXP_SUBSTR: withPattern(runtimeCall('flink_regexp_substr', 'text', 'text')),
};
