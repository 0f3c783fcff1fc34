export type { EditorBinding } from './editor-binding';
export type { LanguageClient } from './language-client';
export type * from './protocol';
