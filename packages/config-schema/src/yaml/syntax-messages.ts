import type { ErrorCode } from 'yaml';

const sentences: Partial<Record<ErrorCode, string>> = {
  BAD_INDENT: 'The indentation does not fit the lines above. Line this up with its siblings.',
  TAB_AS_INDENT: 'YAML does not allow tabs for indentation. Use spaces.',
  BLOCK_AS_IMPLICIT_KEY:
    'A second "key:" stands on this line. Put it on a line of its own, or quote the text.',
  BLOCK_IN_FLOW: 'Indented lists or maps cannot stand inside [ ] or { }. Write the whole value in one style.',
  BAD_SCALAR_START: 'Text cannot start with this sign. Put the text in quotes.',
  BAD_DQ_ESCAPE:
    'This escape is not known in double quotes. Write \\\\ for a backslash, or use single quotes.',
  BAD_ALIAS: 'An alias needs a name, as in *name. Quote the text if a star is meant.',
  MISSING_CHAR: 'A sign is missing here.',
  MULTIPLE_ANCHORS: 'A value can carry one anchor (&name) only.',
  UNEXPECTED_TOKEN: 'This sign is not expected here. Remove it, or quote the text.',
  KEY_OVER_1024_CHARS: 'A key can have 1,024 characters at most.',
  MULTILINE_IMPLICIT_KEY: 'A key must be on one line. Is a quote or a colon missing?',
};

/** YAML syntax errors in words that say what to do; the parser's own sentence where it is more exact. */
export function syntaxMessage(code: ErrorCode, original: string): string {
  if (code === 'MISSING_CHAR') {
    if (/closing/i.test(original)) return 'The closing quote is missing.';
    if (/map values/i.test(original)) return 'After a key comes ": " and its value. Is the colon missing?';
  }
  if (code === 'MULTIPLE_DOCS')
    return 'A second YAML document begins here ("---"). Keep one document in the file.';
  return sentences[code] ?? `${original.split('\n')[0] ?? 'This is not valid YAML'}.`;
}
