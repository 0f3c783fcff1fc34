'use client';

import { useSyncExternalStore } from 'react';

/** Below this width three panels beside each other are too narrow to read. */
const QUERY = '(max-width: 1099px)';

export function useNarrow(): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const list = window.matchMedia(QUERY);
      list.addEventListener('change', onChange);
      return () => list.removeEventListener('change', onChange);
    },
    () => window.matchMedia(QUERY).matches,
    () => false,
  );
}
