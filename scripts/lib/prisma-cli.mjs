import { dirname } from 'node:path';
import { root } from './root.mjs';
import { runTool } from './run.mjs';

/**
 * Runs Prisma's command line with the schema engine that ships in this repository (WebAssembly from npm), so that
 * neither generating nor migrating ever depends on a download.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export function prisma(args, env = {}) {
  return runTool('prisma/build/index.js', args, {
    env: {
      ...env,
      PRISMA_SCHEMA_ENGINE_BINARY: `${root}/prisma/schema-engine.mjs`,
      PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ''}`, // the engine starts with `env node`
      CHECKPOINT_DISABLE: '1',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
    },
  });
}
