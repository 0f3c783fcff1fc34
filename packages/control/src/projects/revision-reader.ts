import { textOf } from '../db/bytes';
import type { Db } from '../db/client';
import { createCache } from './lru-cache';
import { type FileRef, readBlobs, revisionFiles } from './revision-repository';

export const samplesFolder = 'samples/';

/** What a revision holds, for resolving: its text files (samples left out) and all files by hash. */
export type RevisionContent = {
  files: readonly FileRef[];
  /** Text of every UTF-8 file that is not a sample, by path. */
  texts: Record<string, string>;
};

export type RevisionReader = {
  content(revisionId: string, db?: Db): Promise<RevisionContent>;
  /** Text files under a folder, samples too. */
  textsUnder(revisionId: string, folder: string): Promise<{ path: string; text: string }[]>;
  /** Every file with its bytes. */
  all(revisionId: string): Promise<Record<string, Uint8Array>>;
};

const cachedRevisions = 16;

/** Reads revisions; since a revision never changes, what was read once is kept. Inside a transaction hand its client over, because the revision may be new there. */
export function createRevisionReader(db: Db): RevisionReader {
  const cache = createCache<string, RevisionContent>(cachedRevisions);
  return {
    async content(revisionId, tx) {
      const known = cache.get(revisionId);
      if (known) return known;
      const content = await readContent(tx ?? db, revisionId);
      if (!tx) cache.set(revisionId, content);
      return content;
    },
    async textsUnder(revisionId, folder) {
      const { files } = await this.content(revisionId);
      return await readTexts(
        db,
        files.filter((file) => file.path.startsWith(folder)),
      );
    },
    async all(revisionId) {
      const { files } = await this.content(revisionId);
      const blobs = await readBlobs(
        db,
        files.map((file) => file.hash),
      );
      return Object.fromEntries(files.map((file) => [file.path, blobOf(blobs, file)]));
    },
  };
}

async function readContent(db: Db, revisionId: string): Promise<RevisionContent> {
  const files = await revisionFiles(db, revisionId);
  const texts = await readTexts(
    db,
    files.filter((file) => !file.path.startsWith(samplesFolder)),
  );
  return { files, texts: Object.fromEntries(texts.map((file) => [file.path, file.text])) };
}

async function readTexts(db: Db, files: readonly FileRef[]): Promise<{ path: string; text: string }[]> {
  const blobs = await readBlobs(
    db,
    files.map((file) => file.hash),
  );
  return files.flatMap((file) => {
    const text = textOf(blobOf(blobs, file));
    return text === null ? [] : [{ path: file.path, text }];
  });
}

function blobOf(blobs: Map<string, Uint8Array>, file: FileRef): Uint8Array {
  const bytes = blobs.get(file.hash);
  if (!bytes) throw new Error(`the content ${file.hash} of ${file.path} is missing`);
  return bytes;
}
