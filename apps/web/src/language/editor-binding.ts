import type { CompletionView, HoverView, SqlProblem } from './protocol';

/** What the language providers ask of the screen that owns a text. Missing answers count as "nothing to offer". */
export type EditorBinding = {
  problems: readonly SqlProblem[];
  completions?(sql: string, offset: number): Promise<CompletionView[]>;
  hover?(sql: string, offset: number): Promise<HoverView | null>;
  applyFix?(diagnostic: number, fix: number): void;
};

type Model = { uri: { toString(): string } };

/** Providers are registered once per page, editors come and go: the model's address joins them. */
const bindings = new Map<string, EditorBinding>();

export function bind(uri: string, binding: EditorBinding): () => void {
  bindings.set(uri, binding);
  return () => {
    if (bindings.get(uri) === binding) bindings.delete(uri);
  };
}

export function bindingOf(model: Model): EditorBinding | undefined {
  return bindings.get(model.uri.toString());
}
