'use client';

import { useSyncExternalStore } from 'react';

let now = 0;
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

const current = () => {
  if (timer === undefined || now === 0) now = Math.floor(Date.now() / 1000) * 1000;
  return now;
};

/** Milliseconds since the epoch, once a second; one timer for the whole page, none while nobody looks. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, current, current);
}
