import { z } from 'zod';
import type { PendingFile } from './draft-machine';

const storedSchema = z.object({
  at: z.number(),
  files: z.record(z.string(), z.object({ text: z.string().nullable(), over: z.string().nullable() })),
});

/** Text that another page wrote down this long ago, and has neither saved nor changed since, is taken over. */
const orphanMs = 5_000;

type KeyValue = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/**
 * Unsaved draft text in this browser, by project and page, so that two pages do not wipe each other's. A page takes over
 * what a closed one left; it is checked against the server's text like any other. A full or forbidden storage only
 * costs the safety net.
 */
export function pendingStorage(projectId: string, page: string, storage: KeyValue, now = Date.now) {
  const prefix = `penstock.unsaved.${projectId}.`;
  const own = `${prefix}${page}`;
  const write = (pending: Record<string, PendingFile>): void => {
    try {
      if (Object.keys(pending).length === 0) storage.removeItem(own);
      else storage.setItem(own, JSON.stringify({ at: now(), files: pending }));
    } catch {
      // Private windows and full disks refuse; saving to the server goes on all the same.
    }
  };
  const read = (): Record<string, PendingFile> => {
    try {
      const kept = keysOf(storage, prefix)
        .map((key) => ({ key, stored: storedSchema.safeParse(parse(storage.getItem(key))).data }))
        .filter(({ key, stored }) => key === own || (stored?.at ?? 0) < now() - orphanMs)
        .sort((a, b) => (a.stored?.at ?? 0) - (b.stored?.at ?? 0));
      const files = Object.assign({}, ...kept.map(({ stored }) => stored?.files ?? {}));
      for (const { key } of kept) storage.removeItem(key);
      write(files);
      return files;
    } catch {
      return {};
    }
  };
  return { read, write };
}

function keysOf(storage: KeyValue, prefix: string): string[] {
  return Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '').filter((key) =>
    key.startsWith(prefix),
  );
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
