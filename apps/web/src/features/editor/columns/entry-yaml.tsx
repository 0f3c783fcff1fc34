'use client';

import { CodeEditor } from '../../../language/code-editor';
import { useEditor } from '../editor-context';
import { useTextEdit } from './use-text-edit';

/** The text of topics.yaml at this pipeline's entry. Editing it changes the columns, and the other way round. */
export function EntryYaml() {
  const { model, edit, store } = useEditor();
  const text = useTextEdit(
    model.entry ?? '',
    (next, seen) => edit({ kind: 'set_entry_text', text: next }, seen),
    store.getFiles,
  );
  const problems = model.diagnostics.filter((problem) => problem.file.endsWith('.yaml'));
  return (
    <div className="flex h-full min-h-40 flex-col">
      <div className="min-h-0 flex-1">
        <CodeEditor
          path={`penstock:///entry/${encodeURIComponent(model.key)}.yaml`}
          language="yaml"
          label={`Entry of ${model.key} in topics.yaml`}
          value={text.value}
          onChange={text.change}
          readOnly={model.entry === null}
        />
      </div>
      {problems.length === 0 ? null : (
        <ul className="m-0 max-h-32 list-none overflow-auto border-t p-2">
          {problems.map((problem) => (
            <li
              key={`${problem.start}${problem.message}`}
              className={problem.severity === 'error' ? 'text-bad' : 'text-warn'}
            >
              {problem.message}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
