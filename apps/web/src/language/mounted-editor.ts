import { bind, type EditorBinding } from './editor-binding';
import type { Monaco } from './load-monaco';
import { ProblemZones, setMarkers } from './problem-zones';
import { smallestReplacement } from './replace-text';

type Editor = import('monaco-editor').editor.IStandaloneCodeEditor;

/** What an editor tells its owner. */
export type EditorEvents = {
  onChange?(value: string): void;
  onHoverOffset?(offset: number | null): void;
  keys?: Partial<Record<'runNow' | 'save' | 'nextProblem', () => void>>;
};

/** An editor with our problems, keys and text handling on it. */
export type MountedEditor = {
  monaco: Monaco;
  editor: Editor;
  /** Changes only what differs, so that cursor, folding and undo history stay; does not count as typing. */
  setValue(value: string): void;
  bind(binding: EditorBinding): () => void;
  /** Gives up a text that is shown no longer, with its undo history. */
  closeText(path: string): void;
};

type Owner = { current: EditorEvents & { binding?: EditorBinding } };

/** Equips an editor that was just made. `owner.current` is read when something happens, not now. */
export function mountEditor(monaco: Monaco, editor: Editor, owner: Owner): MountedEditor {
  const zones = new ProblemZones(editor, (diagnostic, fix) =>
    owner.current.binding?.applyFix?.(diagnostic, fix),
  );
  let settingValue = false;
  plainBrackets(editor);
  editor.onDidChangeModel(() => plainBrackets(editor));
  editor.updateOptions({ lightbulb: { enabled: monaco.editor.ShowLightbulbIconMode.Off } });
  editor.onDidChangeModelContent(() => {
    if (!settingValue) owner.current.onChange?.(editor.getValue());
  });
  bindHover(monaco, editor, owner);
  bindKeys(monaco, editor, owner);
  return {
    monaco,
    editor,
    setValue(value) {
      const model = editor.getModel();
      const change = model === null ? null : smallestReplacement(model.getValue(), value);
      if (model === null || change === null) return;
      const range = monaco.Range.fromPositions(
        model.getPositionAt(change.start),
        model.getPositionAt(change.end),
      );
      settingValue = true;
      model.pushEditOperations([], [{ range, text: change.text }], () => null);
      settingValue = false;
    },
    bind(binding) {
      const model = editor.getModel();
      if (model === null) return () => {};
      setMarkers(monaco, model, binding.problems);
      zones.show(binding.problems);
      return bind(model.uri.toString(), binding);
    },
    closeText: (path) => monaco.editor.getModel(monaco.Uri.parse(path))?.dispose(),
  };
}

/** A model has its own word on coloured brackets, beside the editor's. */
function plainBrackets(editor: Editor): void {
  editor.getModel()?.updateOptions({
    bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
  });
}

function bindHover(monaco: Monaco, editor: Editor, owner: Owner): void {
  editor.onMouseMove((event) => {
    const position = event.target.position;
    const model = editor.getModel();
    const inText = event.target.type === monaco.editor.MouseTargetType.CONTENT_TEXT;
    owner.current.onHoverOffset?.(
      inText && position !== null && model !== null ? model.getOffsetAt(position) : null,
    );
  });
  editor.onMouseLeave(() => owner.current.onHoverOffset?.(null));
}

function bindKeys(monaco: Monaco, editor: Editor, owner: Owner): void {
  const { KeyCode, KeyMod } = monaco;
  editor.addCommand(KeyMod.CtrlCmd | KeyCode.Enter, () => owner.current.keys?.runNow?.());
  editor.addCommand(KeyMod.CtrlCmd | KeyCode.KeyS, () => owner.current.keys?.save?.());
  editor.addCommand(KeyCode.F8, () => owner.current.keys?.nextProblem?.());
}
