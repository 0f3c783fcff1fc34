import { join } from 'node:path';
import { freePort, guardProcess } from '@penstock/local-stack/testing';
import { bundleServer, type ServerProcess, spawnServer } from '../support/server-process';

/** The real server process on one port, killed with SIGKILL and started again under its clients. */
export class ServerKeeper {
  kills = 0;

  private constructor(
    private readonly script: string,
    private readonly env: Record<string, string>,
    private server: ServerProcess,
  ) {}

  static async start(env: Record<string, string>): Promise<ServerKeeper> {
    const script = join(await bundleServer({ 'main.mjs': 'apps/server/src/main.ts' }), 'main.mjs');
    const fixed = { ...env, PENSTOCK_SERVER_PORT: String(await freePort()) };
    return new ServerKeeper(script, fixed, await launch(script, fixed));
  }

  get baseUrl(): string {
    return this.server.baseUrl;
  }

  async killAndRestart(): Promise<void> {
    await this.server.kill();
    this.kills += 1;
    this.server = await launch(this.script, this.env);
  }

  stop(): Promise<void> {
    return this.server.kill();
  }
}

async function launch(script: string, env: Record<string, string>): Promise<ServerProcess> {
  const server = await spawnServer(script, ['--catalog-only'], env);
  if (server.child.pid !== undefined) guardProcess(server.child.pid);
  return server;
}
