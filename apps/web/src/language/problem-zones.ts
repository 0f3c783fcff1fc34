import type { Monaco } from './load-monaco';
import type { SqlProblem } from './protocol';

type Editor = import('monaco-editor/editor').editor.IStandaloneCodeEditor;

/** More lines between the lines of a query would hide the query; the rest is in the Problems tab. */
const MAX_ZONES = 4;
const LINE_HEIGHT = 20;
const PADDING = 10;

/**
 * Shows errors and warnings as a line of text under their SQL line, with a Fix button. Monaco hides these zones from
 * screen readers, so the button is not a tab stop; the same fix is on Ctrl+. and in the Problems tab.
 */
export class ProblemZones {
  readonly #editor: Editor;
  readonly #applyFix: (diagnostic: number, fix: number) => void;
  #ids: string[] = [];
  #shown = '';

  constructor(editor: Editor, applyFix: (diagnostic: number, fix: number) => void) {
    this.#editor = editor;
    this.#applyFix = applyFix;
  }

  show(problems: readonly SqlProblem[]): void {
    const visible = problems.filter((problem) => problem.severity !== 'info').slice(0, MAX_ZONES);
    const key = JSON.stringify(visible.map((p) => [p.endLine, p.message, p.severity, p.diagnostic, p.fixes]));
    if (key === this.#shown) return;
    this.#shown = key;
    const width = this.#editor.getLayoutInfo().contentWidth;
    this.#editor.changeViewZones((zones) => {
      for (const id of this.#ids) zones.removeZone(id);
      this.#ids = visible.map((problem) => {
        const domNode = document.createElement('div');
        domNode.className = 'penstock-problem-zone';
        domNode.append(this.#line(problem));
        return zones.addZone({
          afterLineNumber: problem.endLine,
          heightInPx: zoneHeight(problem, width),
          domNode,
        });
      });
    });
  }

  #line(problem: SqlProblem): HTMLElement {
    const line = document.createElement('div');
    line.className = `penstock-problem penstock-problem-${problem.severity}`;
    const text = document.createElement('span');
    text.append(...marked(problem.message, this.#marked(problem)));
    line.append(text);
    const fix = problem.fixes[0];
    if (fix !== undefined) line.append(this.#button(problem, fix));
    return line;
  }

  /** The text under the wavy line, when it is one name. */
  #marked(problem: SqlProblem): string | null {
    const { line, column, endLine, endColumn } = problem;
    const text = this.#editor
      .getModel()
      ?.getValueInRange({ startLineNumber: line, startColumn: column, endLineNumber: endLine, endColumn });
    return text !== undefined && /^[\w$`]{1,60}$/.test(text) ? text : null;
  }

  #button(problem: SqlProblem, fix: SqlProblem['fixes'][number]): HTMLElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.tabIndex = -1;
    button.title = fix.title;
    button.append('Fix ');
    const key = document.createElement('kbd');
    key.textContent = 'Ctrl .';
    button.append(key);
    button.addEventListener('mousedown', (event) => event.stopPropagation());
    button.addEventListener('click', () => this.#applyFix(problem.diagnostic, fix.index));
    return button;
  }
}

/** Names in bold: the marked text itself, and what "Did you mean …?" offers. */
function marked(message: string, name: string | null): (string | HTMLElement)[] {
  const offered = /Did you mean (.+?)\?/.exec(message)?.[1];
  const names = [name, offered].filter((one): one is string => typeof one === 'string' && one !== '');
  if (names.length === 0) return [message];
  const pattern = new RegExp(`(?<![\\w$])(${names.map(escaped).join('|')})(?![\\w$])`);
  return message.split(pattern).map((part) => {
    if (!names.includes(part)) return part;
    const strong = document.createElement('b');
    strong.textContent = part;
    return strong;
  });
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** A guess by the number of characters; the line scrolls when it is wrong. */
function zoneHeight(problem: SqlProblem, width: number): number {
  const characters = problem.message.length + (problem.fixes.length > 0 ? 16 : 0);
  const perLine = Math.max(24, Math.floor((width - 40) / 6.7));
  return Math.min(5, Math.ceil(characters / perLine)) * LINE_HEIGHT + PADDING;
}

/** Markers (wavy lines, hover text) for one text. Remarks are only dotted: they explain, nothing is wrong. */
export function setMarkers(
  monaco: Monaco,
  model: import('monaco-editor/editor').editor.ITextModel,
  problems: readonly SqlProblem[],
): void {
  const severities = {
    error: monaco.MarkerSeverity.Error,
    warning: monaco.MarkerSeverity.Warning,
    info: monaco.MarkerSeverity.Hint,
  };
  monaco.editor.setModelMarkers(
    model,
    'penstock',
    problems.map((problem) => ({
      severity: severities[problem.severity],
      message: problem.message,
      startLineNumber: problem.line,
      startColumn: problem.column,
      endLineNumber: problem.endLine,
      endColumn:
        problem.endColumn > problem.column || problem.endLine > problem.line
          ? problem.endColumn
          : problem.column + 1,
    })),
  );
}
