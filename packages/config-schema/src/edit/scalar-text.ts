import type { ScalarStyle } from '../yaml/tree';

/** Plain words that YAML 1.1 (PyYAML) or 1.2 reads as something other than text. */
const notText =
  /^(?:|~|null|true|false|yes|no|on|off|[-+]?(?:\d[\d_]*)?(?:\.\d*)?(?:e[-+]?\d+)?|0[xob][\da-f_]+|[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.\d*)?|[-+]?\.(?:inf|nan)|\d{4}-\d\d?-\d\d?.*|=|<<)$/i;

/** Control characters (line ends and tabs among them), other line separators, byte order mark. */
const notOneLine = /[\p{Cc}\u2028\u2029\ufeff]/u;

/** Whether text can stand without quotes and still be this text for every YAML reader. */
function isPlainSafe(text: string, flow: boolean): boolean {
  if (notText.test(text) || text !== text.trim() || notOneLine.test(text)) return false;
  if (/^[-?:](?:\s|$)|^[,[\]{}#&*!|>'"%@`]|: |:$| #|^---|^\.\.\./.test(text)) return false;
  return !(flow && /[,[\]{}]|^[-?:]/.test(text));
}

/**
 * A scalar as YAML text in the style that stood there, or plain when nothing did; quoted only when it has to be.
 * Numbers and booleans given as `literal` are written plain.
 */
export function scalarYaml(text: string, style: ScalarStyle, flow: boolean, literal: boolean): string {
  if (literal && style !== 'single' && style !== 'double') return text;
  const isSimple = !notOneLine.test(text);
  if (style === 'double' || !isSimple)
    return JSON.stringify(text).replace(
      /[\u007f-\u009f\u2028\u2029\ufeff]/g,
      (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  if (style === 'single' || !isPlainSafe(text, flow)) return `'${text.replaceAll("'", "''")}'`;
  return text;
}
