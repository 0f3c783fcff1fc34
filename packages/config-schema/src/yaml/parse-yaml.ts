import { Composer, Lexer, type ParsedNode, Parser } from 'yaml';
import { type FileDiagnostic, SourceFile } from '../diagnostics/file-diagnostic';
import { buildTree } from './build-tree';
import { yamlLimits } from './limits';
import { syntaxMessage } from './syntax-messages';
import type { YamlNode } from './tree';

export type YamlFile = {
  source: SourceFile;
  /** Absent when the file is empty or was refused for its size. */
  root: YamlNode | undefined;
  diagnostics: FileDiagnostic[];
};

type Token = Parameters<Composer['next']>[0];

/**
 * Reads one YAML document with positions, within `yamlLimits`. Never throws: whatever is wrong comes back as
 * diagnostics beside the part that could be read. Scalars stay text (YAML's failsafe schema); duplicate keys,
 * tags, endless aliases and names such as `__proto__` are errors.
 */
export function parseYaml(path: string, text: string): YamlFile {
  const cached = recent.find((one) => one.source.text === text && one.source.path === path);
  if (cached) return cached;
  const file = parsePart(new SourceFile(path, text), 0, text.length);
  recent.unshift(file);
  recent.length = Math.min(recent.length, 12);
  return file;
}

/** Typing in the SQL re-resolves the project at every key; the YAML is the same then. Results are never changed. */
const recent: YamlFile[] = [];

/** As `parseYaml`, for the part of a file between two offsets; positions are those of the whole file. */
export function parsePart(source: SourceFile, from: number, to: number): YamlFile {
  const text = source.text.slice(from, to);
  const tokens = tokenize(source, text, from);
  if (!Array.isArray(tokens)) return { source, root: undefined, diagnostics: [tokens] };

  const composer = new Composer({
    schema: 'failsafe',
    uniqueKeys: false,
    keepSourceTokens: true,
    logLevel: 'silent',
  });
  const documents = [...composer.compose(tokens, true, text.length)];
  const first = documents[0];
  const errors = documents.flatMap((document) => document.errors).slice(0, 100);
  const diagnostics = errors.map((error) =>
    source.diagnostic({
      start: from + error.pos[0],
      end: from + Math.max(error.pos[1], error.pos[0] + 1),
      code: 'yaml_syntax',
      message: syntaxMessage(error.code, error.message),
    }),
  );
  const second = documents[1];
  if (second) diagnostics.push(severalDocuments(source, from + second.range[0]));
  const built = buildTree(source, (first?.contents ?? null) as ParsedNode | null, from);
  return { source, root: built.root, diagnostics: [...diagnostics, ...built.diagnostics] };
}

/** The concrete syntax tree, or the reason why the text is too large to read. Depth is checked while it grows. */
function tokenize(source: SourceFile, text: string, from: number): Token[] | FileDiagnostic {
  const refuse = (message: string, at: number) =>
    source.diagnostic({
      start: from + at,
      end: from + Math.min(at + 1, text.length),
      code: 'yaml_too_large',
      message,
    });
  if (text.length > yamlLimits.characters) {
    return refuse(
      `This file is larger than ${yamlLimits.characters / 1024} KiB. Split the project or remove generated parts.`,
      0,
    );
  }
  const parser = new Parser();
  const tokens: Token[] = [];
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (++count > yamlLimits.tokens) {
      return refuse(
        `This file has more than ${yamlLimits.tokens.toLocaleString('en')} values and signs. Split the project.`,
        parser.offset,
      );
    }
    if (parser.stack.length > yamlLimits.depth) {
      return refuse(
        `Values are nested more than ${yamlLimits.depth} deep here. Flatten them.`,
        parser.offset,
      );
    }
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

function severalDocuments(source: SourceFile, at: number): FileDiagnostic {
  return source.diagnostic({
    start: at,
    end: Math.min(at + 3, source.text.length),
    code: 'yaml_several_documents',
    message: 'A second YAML document begins here ("---"). Keep one document in the file.',
  });
}
