'use client';

import { createContext, useContext } from 'react';
import type { LanguageClient, PipelineEdit, PipelineModel } from '../../language';
import type { ColumnTrace, HoveredColumn } from './columns/column-trace';
import type { DraftStore } from './draft/draft-store';

export type EditorContextValue = {
  model: PipelineModel;
  store: DraftStore;
  client: LanguageClient | null;
  /** `seen`: the files the change was made over, where that is not a moment ago. */
  edit(change: PipelineEdit, seen?: Readonly<Record<string, string>>): Promise<boolean>;
  fix(diagnostic: number, index: number): Promise<boolean>;
  trace: ColumnTrace;
  /** Leaving a side clears only that side's column: the pointer may already be on another. */
  hover(side: HoveredColumn['side'], column: HoveredColumn | null): void;
  /** Example values and misfits by source column, from the sample and its preview. */
  columnFacts: ReadonlyMap<string, ColumnFacts>;
};

export type ColumnFacts = { sample: string | null; misfits: number };

export const EditorContext = createContext<EditorContextValue | null>(null);

/** What the panels of the editor share; only inside EditorTab. */
export function useEditor(): EditorContextValue {
  const value = useContext(EditorContext);
  if (value === null) throw new Error('useEditor is used outside EditorTab');
  return value;
}
