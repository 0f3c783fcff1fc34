// Runs before anything is installed or built, so only Node's built-ins are imported here.
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * What the parts of the running system are up to, kept in memory and in a file that others read (the health page).
 * The file is replaced as a whole, so a reader never sees half of it.
 * @param {string} file
 * @param {Record<string, unknown>} about written beside the parts: url, data directory, process id
 */
export function statusBoard(file, about = {}) {
  /** @type {Map<string, import('./status.mjs').PartStatus>} */
  const parts = new Map();
  const listeners = new Set();
  const write = () => {
    mkdirSync(dirname(file), { recursive: true });
    const draft = `${file}.${process.pid}.draft`;
    writeFileSync(draft, JSON.stringify(snapshot(), null, 1));
    renameSync(draft, file);
  };
  const snapshot = () => ({ ...about, updatedAt: new Date().toISOString(), parts: [...parts.values()] });
  return {
    file,
    snapshot,
    set(part) {
      parts.set(part.name, part);
      write();
      for (const listener of listeners) listener(part);
    },
    get: (name) => parts.get(name),
    onChange: (listener) => listeners.add(listener),
    about(more) {
      Object.assign(about, more);
      write();
    },
  };
}
