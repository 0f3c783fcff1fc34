import { z } from 'zod';
import type { PendingFile } from './draft-machine';

const pendingSchema = z.record(
  z.string(),
  z.object({ text: z.string().nullable(), over: z.string().nullable() }),
);

type KeyValue = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Unsaved draft text in this browser, by project. A full or forbidden storage only costs the safety net. */
export function pendingStorage(projectId: string, storage: KeyValue) {
  const key = `penstock.unsaved.${projectId}`;
  return {
    read(): Record<string, PendingFile> {
      try {
        return pendingSchema.parse(JSON.parse(storage.getItem(key) ?? '{}'));
      } catch {
        return {};
      }
    },
    write(pending: Record<string, PendingFile>): void {
      try {
        if (Object.keys(pending).length === 0) storage.removeItem(key);
        else storage.setItem(key, JSON.stringify(pending));
      } catch {
        // Private windows and full disks refuse; saving to the server goes on all the same.
      }
    },
  };
}
