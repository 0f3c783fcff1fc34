import { loseUnsynced } from '../harness/lose-unsynced';
import type { Fault } from '../run/fault';
import { commitOnTheWay, furtherCommits, someMoment } from '../run/moments';
import { killPipelines } from '../run/strikes';

export const powerLoss: Fault = {
  name: 'power-loss',
  promise:
    'after a power cut, everything that the pointer names is there in full; only what was synced is kept',
  unavailable: () =>
    process.platform === 'linux' ? null : 'what was synced can be told on Linux only (/proc/self/fd)',
  async strike(scene) {
    const { installation, watcher, draws } = scene;
    const { runner, server, warehouse, syncLog } = installation;
    for (let strike = 0; strike < scene.strikes; strike += 1) {
      if (draws.pick('cut', ['in a commit', 'at any moment']) === 'in a commit')
        await commitOnTheWay(installation);
      else await someMoment(scene);
      killPipelines(installation);
      await Promise.all([runner.down('SIGKILL'), server.down('SIGKILL')]);
      loseUnsynced(warehouse, syncLog);
      watcher.forget();
      server.start();
      runner.start();
      await furtherCommits(scene.pipeline, 1);
    }
  },
};
