/** The two ways of going back. The second needs restore points that can be undone, which this version does not have yet. */
export function RollBackWays({ toVersion }: { toVersion: number }) {
  return (
    <fieldset className="m-0 mt-3 border-0 p-0">
      <legend className="mb-1 p-0 font-[550]">Way</legend>
      <label className="flex min-h-7 items-center gap-2">
        <input type="radio" name="way" defaultChecked className="accent-[var(--accent)]" />
        <span>The old SQL from here on</span>
        <span className="text-muted">v{toVersion} reads on; nothing is read or written twice</span>
      </label>
      <label className="flex min-h-7 items-center gap-2 text-muted">
        <input type="radio" name="way" disabled />
        <span>Undo since …: not available yet in this version</span>
      </label>
    </fieldset>
  );
}
