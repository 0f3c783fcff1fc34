'use client';

import { useEffect, useEffectEvent } from 'react';

type Shortcut = {
  /** KeyboardEvent.key, lower case for letters. */
  key: string;
  /** Ctrl or Cmd. */
  mod?: boolean;
  /** Also while a field has the focus; single letters never are. */
  inInputs?: boolean;
  disabled?: boolean;
};

const typing = 'input, textarea, select, [contenteditable="true"], .monaco-editor';
const modal = '[role="dialog"][aria-modal="true"], [role="menu"], [role="listbox"]';

/** A key for the page. Ignored while somebody types or an overlay is open, unless `inInputs`. */
export function useShortcut(
  { key, mod = false, inInputs = false, disabled = false }: Shortcut,
  run: () => void,
): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.repeat && key !== 'j' && key !== 'k') return;
    if (event.defaultPrevented || event.altKey || mod !== (event.ctrlKey || event.metaKey)) return;
    if (event.key.toLowerCase() !== key.toLowerCase()) return;
    if (!inInputs && isBusy(event.target)) return;
    event.preventDefault();
    run();
  });
  useEffect(() => {
    if (disabled) return;
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [disabled]);
}

function isBusy(target: EventTarget | null): boolean {
  return (
    (target instanceof Element && target.closest(typing) !== null) || document.querySelector(modal) !== null
  );
}
