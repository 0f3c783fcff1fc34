import { join, resolve } from 'node:path';
import { root } from './root.mjs';

/** Where downloads are kept, as packages/local-stack has it: `PENSTOCK_CACHE`, else `.cache` in the repository. */
export const cacheFolder = () =>
  process.env.PENSTOCK_CACHE ? resolve(process.env.PENSTOCK_CACHE) : join(root, '.cache');
