'use client';

import { Editor } from '@monaco-editor/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import './code-editor.css';
import type { EditorBinding } from './editor-binding';
import { type CodeEditorHandle, handleOf } from './editor-handle';
import type { FLINK_SQL } from './flink-sql-language';
import { loadMonaco, type Monaco } from './load-monaco';
import { THEME } from './monaco-theme';
import { type EditorEvents, type MountedEditor, mountEditor } from './mounted-editor';

export type { CodeEditorHandle } from './editor-handle';

type CodeEditorProps = EditorEvents & {
  /** Addresses the text; a new address is a new text with its own undo history. */
  path: string;
  language: typeof FLINK_SQL | 'yaml' | 'plaintext';
  value: string;
  readOnly?: boolean;
  label: string;
  binding?: EditorBinding;
  onReady?(handle: CodeEditorHandle): void;
};

/** A Monaco editor over controlled text. Only changes of the user call `onChange`. */
export function CodeEditor(props: CodeEditorProps) {
  const latest = useRef(props);
  latest.current = props;
  const loaded = useMonaco();
  const [mounted, setMounted] = useState<MountedEditor | null>(null);
  const { path, language, value, readOnly, label, binding } = props;
  const options = useMemo(
    () => ({ ...OPTIONS, readOnly: readOnly === true, ariaLabel: label }),
    [readOnly, label],
  );

  useEffect(() => (mounted === null ? undefined : () => mounted.closeText(path)), [mounted, path]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a text opened again under its path may be an older one
  useEffect(() => mounted?.setValue(value), [mounted, value, path]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new path has a new model that must be bound again
  useEffect(() => (binding === undefined ? undefined : mounted?.bind(binding)), [mounted, binding, path]);

  const placeholder = <Placeholder text={value} failed={loaded === 'failed'} />;
  return (
    <div className="relative h-full min-h-0">
      {loaded === null || loaded === 'failed' ? (
        placeholder
      ) : (
        <Editor
          className="penstock-editor"
          path={path}
          language={language}
          // Not `value`: that would replace the whole text, and take back what was typed since it was asked for.
          defaultValue={value}
          theme={THEME}
          options={options}
          loading={placeholder}
          saveViewState={false}
          onMount={(editor) => {
            const live = mountEditor(loaded, editor, latest);
            setMounted(live);
            latest.current.onReady?.(handleOf(live));
          }}
        />
      )}
    </div>
  );
}

/** Monaco, once it has loaded; it is shared by all editors of the page. */
function useMonaco(): Monaco | 'failed' | null {
  const [loaded, setLoaded] = useState<Monaco | 'failed' | null>(null);
  useEffect(() => {
    let gone = false;
    const settle = (result: Monaco | 'failed') => (gone ? undefined : setLoaded(() => result));
    loadMonaco().then(settle, (error: unknown) => {
      console.error('the editor could not be loaded', error);
      settle('failed');
    });
    return () => {
      gone = true;
    };
  }, []);
  return loaded;
}

/** The text is readable before the editor has loaded, and stays so when it cannot load. */
function Placeholder({ text, failed }: { text: string; failed: boolean }) {
  return (
    <div className="absolute inset-0 overflow-auto bg-panel">
      {failed ? (
        <p className="m-2 text-bad">
          The editor could not be loaded. Reload the page to edit; your text is safe.
        </p>
      ) : null}
      <pre className="m-0 py-2 pl-[52px] font-mono text-[12.5px] leading-5 text-muted">{text}</pre>
    </div>
  );
}

const OPTIONS = {
  bracketPairColorization: { enabled: false },
  contextmenu: true,
  fixedOverflowWidgets: true,
  folding: false,
  fontFamily: '"JetBrains Mono Variable", ui-monospace, monospace',
  fontSize: 12.5,
  glyphMargin: false,
  guides: { indentation: false },
  lineHeight: 20,
  lineDecorationsWidth: 12,
  lineNumbersMinChars: 3,
  links: false,
  minimap: { enabled: false },
  occurrencesHighlight: 'off',
  overviewRulerLanes: 0,
  padding: { top: 8, bottom: 8 },
  quickSuggestions: { other: true, comments: false, strings: false },
  renderLineHighlight: 'none',
  scrollBeyondLastLine: false,
  scrollbar: { verticalScrollbarSize: 8, horizontalScrollbarSize: 8, alwaysConsumeMouseWheel: false },
  suggest: { showStatusBar: false, preview: false, showWords: false },
  stickyScroll: { enabled: false },
  tabSize: 4,
  unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: false },
  wordBasedSuggestions: 'off',
} as const;
