import { PenstockError } from '@penstock/common';

const maxBytes = 10_000_000;
const wanted =
  /^(penstock\.ya?ml|config\/.+\.ya?ml|transformations\/.+\.(sql|py)|samples\/.+\.jsonl|tests\/.+\.ya?ml|[^/]+\.md)$/i;

type Folder = { slug: string; name: string; files: Record<string, string> };

/** The project's files of a chosen folder, by path below it. */
export async function readFolder(list: FileList): Promise<Folder> {
  const files: Record<string, string> = {};
  let bytes = 0;
  let name = 'project';
  for (const file of list) {
    const [top, ...rest] = file.webkitRelativePath.split('/');
    const path = rest.join('/');
    if (top) name = top;
    if (!wanted.test(path)) continue;
    bytes += file.size;
    if (bytes > maxBytes)
      throw new PenstockError(
        'too_large',
        'The folder holds more than 10 MB of project files. Leave large samples out, then import again.',
      );
    files[path] = await file.text();
  }
  if (!Object.hasOwn(files, 'config/topics.yaml')) {
    throw new PenstockError(
      'bad_input',
      'This folder has no config/topics.yaml. Choose the folder that holds the config folder.',
    );
  }
  return { slug: slugOf(name), name, files };
}

function slugOf(name: string): string {
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return slug || 'project';
}
