import { cn } from '../../../lib/cn';
import { plural } from '../../../lib/format';
import { type DiffLine, diffLines, diffSigns, foldUnchanged } from '../diff-lines';

const said = { same: '', add: 'added: ', del: 'removed: ' } as const;

/** Changed lines with some around them; unchanged stretches are folded into a count. Stands in a scrolling region. */
export function TextDiff({
  before,
  after,
  label,
}: {
  before: string | null;
  after: string | null;
  label: string;
}) {
  const lines = diffLines(before, after);
  if (lines.every((line) => line.kind === 'same'))
    return <p className="m-0 px-3 py-1.5 text-muted">{label}: no change</p>;
  return (
    <figure className="m-0">
      <figcaption className="px-3 pt-1.5 pb-1 text-xs text-faint">{label}</figcaption>
      <div className="min-w-max pb-1 font-mono text-sm leading-5">
        {foldUnchanged(lines).map((block, at) =>
          block.kind === 'folded' ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: a diff is never reordered
            <div key={at} className="bg-sunken px-3 text-faint">
              ⋯ {plural(block.count, 'unchanged line')}
            </div>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: a diff is never reordered
            <div key={at}>
              {block.lines.map((line) => (
                <Line key={`${line.before}:${line.after}`} line={line} />
              ))}
            </div>
          ),
        )}
      </div>
    </figure>
  );
}

function Line({ line }: { line: DiffLine }) {
  return (
    <div
      className={cn(
        'flex whitespace-pre',
        line.kind === 'add' && 'bg-add',
        line.kind === 'del' && 'bg-del text-muted',
      )}
    >
      <span aria-hidden className="w-9 shrink-0 pr-2 text-right text-faint select-none">
        {line.after ?? line.before}
      </span>
      <span aria-hidden className="w-4 shrink-0 select-none">
        {diffSigns[line.kind]}
      </span>
      {line.kind === 'same' ? null : <span className="sr-only">{said[line.kind]}</span>}
      <span className="pr-3">{line.text === '' ? ' ' : line.text}</span>
    </div>
  );
}
