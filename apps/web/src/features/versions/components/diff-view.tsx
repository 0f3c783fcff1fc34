import { cn } from '../../../lib/cn';
import { type DiffLine, diffLines, diffSigns } from '../../publish/diff-lines';
import { sideBySide } from '../side-by-side';

const background = { same: '', add: 'bg-add', del: 'bg-del' } as const;

/** Two texts line by line; added and removed lines carry a sign beside their colour. */
export function DiffView({
  before,
  after,
  view,
  label,
  same,
}: {
  before: string;
  after: string;
  view: 'inline' | 'side';
  label: string;
  /** Said when there is nothing to compare. */
  same: string;
}) {
  const lines = diffLines(before, after);
  if (lines.every((line) => line.kind === 'same')) {
    return (
      <>
        <p className="m-0 border-b px-3 py-1.5 text-muted">{same}</p>
        <Inline lines={lines} label={label} />
      </>
    );
  }
  return view === 'inline' ? <Inline lines={lines} label={label} /> : <Side lines={lines} label={label} />;
}

const cell = 'font-mono text-[12.5px] leading-5 whitespace-pre-wrap [overflow-wrap:anywhere] align-top';
const gutter = 'w-10 px-2 text-right font-mono text-xs leading-5 text-muted align-top select-none';

function Inline({ lines, label }: { lines: DiffLine[]; label: string }) {
  return (
    <table aria-label={label} className="w-full border-collapse">
      <tbody>
        {lines.map((line) => (
          <tr key={`${line.before}:${line.after}`} className={background[line.kind]}>
            <td className={gutter}>{line.before}</td>
            <td className={gutter}>{line.after}</td>
            <td className={cn(cell, 'pr-3')}>
              <span className="mr-2 select-none">{diffSigns[line.kind]}</span>
              {line.text}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Side({ lines, label }: { lines: DiffLine[]; label: string }) {
  return (
    <table aria-label={label} className="w-full table-fixed border-collapse">
      <tbody>
        {sideBySide(lines).map(({ left, right }) => (
          <tr key={`${left?.before}:${right?.after}`}>
            <Half line={left} number={left?.before ?? null} />
            <Half line={right} number={right?.after ?? null} className="border-l" />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Half({
  line,
  number,
  className,
}: {
  line: DiffLine | null;
  number: number | null;
  className?: string;
}) {
  const tone = line ? background[line.kind] : 'bg-sunken';
  return (
    <>
      <td className={cn(gutter, tone, className)}>{number}</td>
      <td className={cn(cell, tone, 'pr-3')}>
        {line ? (
          <>
            <span className="mr-2 select-none">{diffSigns[line.kind]}</span>
            {line.text}
          </>
        ) : null}
      </td>
    </>
  );
}
