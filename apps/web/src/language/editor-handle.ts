import type { MountedEditor } from './mounted-editor';

export type CodeEditorHandle = {
  focus(): void;
  /** Puts the cursor there and scrolls it into view. */
  goTo(line: number, column: number): void;
  /** The next problem after the cursor, round the end of the text; false when there is none. */
  nextProblem(): boolean;
  highlightColumns(ranges: { start: number; end: number }[]): void;
};

/** The handle given to the editor's owner. */
export function handleOf(mounted: MountedEditor): CodeEditorHandle {
  const { editor, monaco } = mounted;
  const hot = editor.createDecorationsCollection();
  const goTo = (line: number, column: number) => {
    editor.setPosition({ lineNumber: line, column });
    editor.revealPositionInCenterIfOutsideViewport({ lineNumber: line, column });
    editor.focus();
  };
  return {
    focus: () => editor.focus(),
    goTo,
    nextProblem() {
      const model = editor.getModel();
      const at = editor.getPosition();
      if (model === null || at === null) return false;
      const markers = monaco.editor
        .getModelMarkers({ resource: model.uri, owner: 'penstock' })
        .filter((marker) => marker.severity >= monaco.MarkerSeverity.Warning)
        .sort((a, b) => a.startLineNumber - b.startLineNumber || a.startColumn - b.startColumn);
      const after = (m: { startLineNumber: number; startColumn: number }) =>
        m.startLineNumber > at.lineNumber ||
        (m.startLineNumber === at.lineNumber && m.startColumn > at.column);
      const next = markers.find(after) ?? markers[0];
      if (next === undefined) return false;
      goTo(next.startLineNumber, next.startColumn);
      return true;
    },
    highlightColumns(ranges) {
      const model = editor.getModel();
      if (model === null) return;
      hot.set(
        ranges.map(({ start, end }) => ({
          range: monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end)),
          options: { inlineClassName: 'penstock-hot' },
        })),
      );
    },
  };
}
