import { bundle } from '../../../../scripts/lib/bundle.mjs';
import { PreviewPool } from '../../src/preview/pool/preview-pool';

/** A pool over the preview child as it is built now. `name` keeps files that are tested at once apart. */
export async function previewPool(name: string, timeoutMs: number): Promise<PreviewPool> {
  const file = `preview-child-${name}.test.mjs`;
  const output = `packages/engine/dist/${file}`;
  await bundle([{ entry: 'packages/engine/src/preview/child/main.ts', output }]);
  return new PreviewPool({ entry: new URL(`../../dist/${file}`, import.meta.url).pathname, timeoutMs });
}
