'use client';

import { type KeyboardEvent, useRef, useState } from 'react';
import { cn } from '../../../lib/cn';

type EditableCellProps = {
  value: string;
  label: string;
  onCommit(value: string): void;
  /** Keys the list handles (arrows, Alt+arrows, Ctrl+Backspace). */
  onKey?(event: KeyboardEvent<HTMLInputElement>): void;
  invalid?: boolean;
  listId?: string;
  className?: string;
  column: 'name' | 'type';
};

/** Text that looks like text until it is edited: Enter or leaving commits, Escape gives up. */
export function EditableCell({
  value,
  label,
  onCommit,
  onKey,
  invalid,
  listId,
  className,
  column,
}: EditableCellProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const givenUp = useRef(false);
  const commit = () => {
    const text = draft?.trim();
    setDraft(null);
    if (!givenUp.current && text !== undefined && text !== '' && text !== value) onCommit(text);
    givenUp.current = false;
  };
  return (
    <input
      value={draft ?? value}
      aria-label={label}
      aria-invalid={invalid === true ? true : undefined}
      title={draft ?? value}
      list={draft === null ? undefined : listId}
      spellCheck={false}
      autoComplete="off"
      data-cell={column}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          event.preventDefault();
          commit();
        } else if (event.key === 'Escape' && draft !== null) {
          event.preventDefault();
          event.stopPropagation();
          givenUp.current = true;
          setDraft(null);
        } else onKey?.(event);
      }}
      className={cn(
        'h-[23px] w-full min-w-0 truncate rounded-sm border border-transparent bg-transparent px-1 font-mono hover:border-line focus:border-accent focus:bg-panel focus:outline-none aria-invalid:border-bad',
        className,
      )}
    />
  );
}
