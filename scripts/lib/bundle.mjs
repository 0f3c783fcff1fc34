import { root } from './root.mjs';

/**
 * Bundles entries with esbuild for this Node. Workspace packages (`@penstock/…`, TypeScript sources) and relative
 * imports go into the bundle, everything else is imported at run time.
 * @param {{ entry: string, output: string }[]} entries
 */
export async function bundle(entries) {
  const { build } = await import('esbuild');
  const outcomes = await Promise.allSettled(
    entries.map(({ entry, output }) =>
      build({
        absWorkingDir: root,
        entryPoints: [entry],
        outfile: output,
        bundle: true,
        platform: 'node',
        format: 'esm',
        target: 'node20',
        sourcemap: true,
        logLevel: 'warning',
        plugins: [onlyWorkspace],
      }),
    ),
  );
  const failed = outcomes.filter((outcome) => outcome.status === 'rejected').map((outcome) => outcome.reason);
  if (failed.length > 0) throw new AggregateError(failed, failed.map((reason) => reason.message).join('\n'));
}

/** @type {import('esbuild').Plugin} */
const onlyWorkspace = {
  name: 'only-workspace',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
      if (kind === 'entry-point' || path.startsWith('@penstock/')) return undefined;
      return { path, external: true };
    });
  },
};
