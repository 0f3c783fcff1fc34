'use client';

import { useEffect, useRef, useState } from 'react';

/** Typing pauses this long before the text is spliced into its file. */
const PAUSE_MS = 120;

/**
 * Text that is a part of a file: what is typed wins while it is on its way into the file, afterwards the file does.
 * `apply` resolves with false when the file could not be changed; then the typed text stays.
 */
export function useTextEdit(text: string, apply: (text: string) => Promise<boolean>) {
  const [typed, setTyped] = useState<string | null>(null);
  const latest = useRef(apply);
  latest.current = apply;
  useEffect(() => {
    if (typed === null) return;
    if (typed === text) {
      setTyped(null);
      return;
    }
    const timer = setTimeout(() => void latest.current(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, text]);
  return { value: typed ?? text, change: (next: string) => setTyped(next) };
}
