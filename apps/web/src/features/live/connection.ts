'use client';

import { useSyncExternalStore } from 'react';

export type Connection = { state: 'connecting' | 'open' | 'lost'; since: number };

let connection: Connection = { state: 'connecting', since: 0 };
const listeners = new Set<() => void>();
const initial = connection;

export function setConnection(state: Connection['state']): void {
  if (connection.state === state) return;
  connection = { state, since: Date.now() };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether live numbers are live. While `lost`, marks on the screen say that they are old. */
export function useConnection(): Connection {
  return useSyncExternalStore(
    subscribe,
    () => connection,
    () => initial,
  );
}
