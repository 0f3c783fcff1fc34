import { createHash } from 'node:crypto';

/** What an answer shows of a table's snapshots: every one, or those that a branch or tag points to. */
export type SnapshotMode = 'all' | 'refs';

/**
 * ETag of a table's representation. A metadata file never changes once written, so its location names the version;
 * the snapshot modes are different representations of it (REST specification, `etag`).
 */
export function tableEtag(metadataLocation: string, mode: SnapshotMode): string {
  const digest = createHash('sha256').update(`${mode}\n${metadataLocation}`).digest('base64url');
  return `"${digest.slice(0, 32)}"`;
}

/** True when an `If-None-Match` header names the tag; compared weakly, as RFC 9110 asks for this header. */
export function matchesEtag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((part) => {
    const tag = part.trim().replace(/^W\//, '');
    return tag === etag || tag === '*';
  });
}
