import { bindingOf } from './editor-binding';
import { flinkSqlMonarch } from './flink-sql-monarch';
import type { Monaco } from './load-monaco';
import type { CompletionView, SqlProblem } from './protocol';

export const FLINK_SQL = 'flink-sql';

/** Our own language: colours, brackets, comments, and providers that ask whatever editor the text belongs to. */
export function registerFlinkSql(monaco: Monaco): void {
  const { languages } = monaco;
  languages.register({ id: FLINK_SQL, extensions: ['.sql'], aliases: ['Flink SQL'] });
  languages.setMonarchTokensProvider(
    FLINK_SQL,
    flinkSqlMonarch as Parameters<typeof languages.setMonarchTokensProvider>[1],
  );
  languages.setLanguageConfiguration(FLINK_SQL, {
    comments: { lineComment: '--', blockComment: ['/*', '*/'] },
    brackets: [
      ['(', ')'],
      ['[', ']'],
      ['{', '}'],
    ],
    autoClosingPairs: [
      { open: '(', close: ')' },
      { open: '[', close: ']' },
      { open: "'", close: "'", notIn: ['string', 'comment'] },
      { open: '`', close: '`', notIn: ['string', 'comment'] },
    ],
    surroundingPairs: [
      { open: '(', close: ')' },
      { open: "'", close: "'" },
      { open: '`', close: '`' },
    ],
    wordPattern: /[A-Za-z_][\w$]*/,
  });
  registerCompletion(monaco);
  registerHover(monaco);
  registerFixes(monaco);
}

function registerCompletion(monaco: Monaco): void {
  monaco.languages.registerCompletionItemProvider(FLINK_SQL, {
    triggerCharacters: ['.', '{', '`', '(', ',', ' '],
    async provideCompletionItems(model, position, context, token) {
      const binding = bindingOf(model);
      const offset = model.getOffsetAt(position);
      const answers = (await binding?.completions?.(model.getValue(), offset)) ?? [];
      if (token.isCancellationRequested || model.isDisposed()) return { suggestions: [] };
      // After a blank only names are offered; a list of all functions there would be in the way of typing.
      const offered =
        context.triggerCharacter === ' '
          ? answers.filter((item) => item.kind === 'column' || item.kind === 'table')
          : answers;
      return { suggestions: offered.map((item) => suggestion(monaco, item, model)) };
    },
  });
}

type Model = import('monaco-editor/editor').editor.ITextModel;

function suggestion(monaco: Monaco, item: CompletionView, model: Model) {
  const kinds = monaco.languages.CompletionItemKind;
  const kind = {
    column: kinds.Field,
    field: kinds.Property,
    function: kinds.Function,
    keyword: kinds.Keyword,
    table: kinds.Class,
  }[item.kind];
  return {
    label: item.label,
    kind,
    detail: item.detail,
    insertText: item.insertText,
    sortText: item.sortText,
    range: rangeOf(monaco, model, item.start, item.end),
  };
}

function registerHover(monaco: Monaco): void {
  monaco.languages.registerHoverProvider(FLINK_SQL, {
    async provideHover(model, position, token) {
      const answer = await bindingOf(model)?.hover?.(model.getValue(), model.getOffsetAt(position));
      if (!answer || token.isCancellationRequested || model.isDisposed()) return null;
      return {
        contents: [{ value: answer.markdown }],
        range: rangeOf(monaco, model, answer.start, answer.end),
      };
    },
  });
}

/** Fixes are commands and not text edits: one may change topics.yaml together with the SQL. */
function registerFixes(monaco: Monaco): void {
  const command = 'penstock.fix';
  monaco.editor.registerCommand(command, (_accessor, uri: string, diagnostic: number, fix: number) => {
    const model = monaco.editor.getModel(monaco.Uri.parse(uri));
    if (model !== null) bindingOf(model)?.applyFix?.(diagnostic, fix);
  });
  monaco.languages.registerCodeActionProvider(FLINK_SQL, {
    provideCodeActions(model, range) {
      const problems = (bindingOf(model)?.problems ?? []).filter((problem) => touches(problem, range));
      const actions = problems.flatMap((problem) =>
        problem.fixes.map((fix) => ({
          title: fix.title,
          kind: 'quickfix',
          isPreferred: fix.index === 0,
          command: {
            id: command,
            title: fix.title,
            arguments: [model.uri.toString(), problem.diagnostic, fix.index],
          },
        })),
      );
      return { actions, dispose() {} };
    },
  });
}

function touches(problem: SqlProblem, range: { startLineNumber: number; endLineNumber: number }): boolean {
  return problem.line <= range.endLineNumber && problem.endLine >= range.startLineNumber;
}

function rangeOf(monaco: Monaco, model: Model, start: number, end: number) {
  return monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end));
}
