import type { PlannedFile } from '../publish-selection';

/** Changed files by name, for what is shown as a whole and not as lines. */
export function FileList({ files }: { files: readonly PlannedFile[] }) {
  return (
    <ul className="m-0 list-none px-3 py-1.5 font-mono text-sm">
      {files.map(({ path, change }) => (
        <li key={path}>
          {path} <span className="text-muted">{change}</span>
        </li>
      ))}
    </ul>
  );
}
