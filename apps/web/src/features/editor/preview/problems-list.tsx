'use client';

import { Button } from '../../../components/ui/button';
import { Kbd } from '../../../components/ui/kbd';
import { cn } from '../../../lib/cn';
import { useEditor } from '../editor-context';

const signs = { error: '✕', warning: '▲', info: '·' } as const;

/** All problems of this pipeline, in the files and the SQL; a click goes there. */
export function ProblemsList({ onGoTo }: { onGoTo(file: string, line: number, column: number): void }) {
  const { model, fix } = useEditor();
  if (model.diagnostics.length === 0) return <p className="m-4 text-muted">No problems in this pipeline.</p>;
  return (
    <ul aria-label="Problems" className="m-0 h-full list-none overflow-auto p-0">
      {model.diagnostics.map((problem, index) => (
        <li
          key={`${problem.file}${problem.start}${problem.message}`}
          className="flex items-start gap-2 border-b px-3 py-1.5"
        >
          <span
            aria-hidden
            className={cn(
              'w-3 text-center',
              problem.severity === 'error'
                ? 'text-bad'
                : problem.severity === 'warning'
                  ? 'text-warn'
                  : 'text-muted',
            )}
          >
            {signs[problem.severity]}
          </span>
          <span className="min-w-0 flex-1">
            <span className="sr-only">{problem.severity}: </span>
            {problem.message}{' '}
            <button
              type="button"
              className="rounded-sm font-mono text-xs text-muted underline-offset-2 hover:underline"
              onClick={() => onGoTo(problem.file, problem.line, problem.column)}
            >
              {problem.file}:{problem.line}:{problem.column}
            </button>
          </span>
          {(problem.fixes ?? []).map((offered, at) => (
            <Button
              key={offered.title}
              size="small"
              title={offered.title}
              onClick={() => void fix(index, at)}
            >
              {at === 0 ? 'Fix' : offered.title} {at === 0 ? <Kbd>Ctrl .</Kbd> : null}
            </Button>
          ))}
        </li>
      ))}
    </ul>
  );
}
