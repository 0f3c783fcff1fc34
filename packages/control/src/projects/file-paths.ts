import { PenstockError } from '@penstock/common';

/** Limits of one project folder; what is larger belongs elsewhere than in a configuration. */
export const folderLimits = { files: 5_000, bytesPerFile: 8 * 1024 * 1024, bytes: 64 * 1024 * 1024 } as const;

/** A path inside the project folder: relative, with `/`, without `.` and `..`. */
export function checkPath(path: string): void {
  const bad =
    path === '' ||
    path.length > 500 ||
    path.startsWith('/') ||
    path.includes('\\') ||
    /\p{Cc}/u.test(path) ||
    path.split('/').some((part) => part === '' || part === '.' || part === '..');
  if (bad)
    throw new PenstockError(
      'bad_input',
      `"${path}" is not a path inside the project folder. Use a relative path with "/" between its parts.`,
      { details: { path } },
    );
}

export function checkFolder(files: Record<string, Uint8Array>): void {
  const paths = Object.keys(files);
  if (paths.length > folderLimits.files)
    throw new PenstockError(
      'too_large',
      `The folder has ${paths.length} files; a project holds at most ${folderLimits.files}. Leave out what is not part of the configuration.`,
    );
  let bytes = 0;
  for (const path of paths) {
    checkPath(path);
    const size = files[path]?.byteLength ?? 0;
    if (size > folderLimits.bytesPerFile)
      throw new PenstockError(
        'too_large',
        `${path} is larger than ${folderLimits.bytesPerFile / 1024 / 1024} MiB. Leave it out of the project folder.`,
        { details: { path } },
      );
    bytes += size;
  }
  if (bytes > folderLimits.bytes)
    throw new PenstockError(
      'too_large',
      `The folder is larger than ${folderLimits.bytes / 1024 / 1024} MiB. Leave out what is not part of the configuration.`,
    );
}
