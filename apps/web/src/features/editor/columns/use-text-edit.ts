'use client';

import { useEffect, useRef, useState } from 'react';

/** Typing pauses this long before the text is spliced into its file. */
const PAUSE_MS = 120;

type Files = Readonly<Record<string, string>>;

/**
 * Text that is a part of a file: what is typed wins while it is on its way into the file, afterwards the file does.
 * `apply` gets the files as `look` gave them when the typing began, so that a change that another page makes meanwhile is
 * noticed; it resolves with false when the file could not be changed, and then the typed text stays.
 */
export function useTextEdit(
  text: string,
  apply: (text: string, seen: Files) => Promise<boolean>,
  look: () => Files,
) {
  const [typed, setTyped] = useState<string | null>(null);
  const seen = useRef<Files | null>(null);
  const latest = useRef({ apply, look });
  latest.current = { apply, look };
  useEffect(() => {
    if (typed === null) return;
    if (typed === text) {
      setTyped(null);
      return;
    }
    const timer = setTimeout(async () => {
      const ports = latest.current;
      if (await ports.apply(typed, seen.current ?? ports.look())) seen.current = ports.look();
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, text]);
  return {
    value: typed ?? text,
    change(next: string) {
      if (typed === null) seen.current = look();
      setTyped(next);
    },
  };
}
