import { fileURLToPath } from 'node:url';
import { previewRequestSchema, serverRoutes } from '@penstock/control/server-api';
import { PreviewPool } from '@penstock/engine';
import type { RegisterFeature } from '../feature';
import { preview } from './preview';

/** In the repository, from the server's bundle in apps/server/dist. */
const childScript = fileURLToPath(
  new URL('../../../packages/engine/dist/preview-child.mjs', import.meta.url),
);

/** Draft SQL on sample messages, in warm locked-down processes. */
export const registerPreview: RegisterFeature = (router) => {
  const pool = new PreviewPool({ entry: childScript });
  router.add(serverRoutes.preview, previewRequestSchema, (request) => preview(pool, request));
  return { close: () => pool.close() };
};
