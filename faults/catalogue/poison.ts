import type { Fault } from '../run/fault';
import { atSomeMoments, killPipelines } from '../run/strikes';

const killSometimes = atSomeMoments(({ installation }) => killPipelines(installation));

export const poisonQuarantine: Fault = {
  name: 'poison-quarantine',
  promise:
    'records that cannot be read are each kept exactly once with their position, also when the pipeline is killed',
  pipelines: () => [{ kind: 'poison', onError: 'quarantine' }],
  strike: killSometimes,
};

export const poisonSkip: Fault = {
  name: 'poison-skip',
  promise: 'with on_error skip, records that cannot be read are counted and dropped, and nothing else is',
  pipelines: () => [{ kind: 'poison', onError: 'skip' }],
  strike: killSometimes,
};

export const poisonFail: Fault = {
  name: 'poison-fail',
  promise:
    'with on_error fail, the first record that cannot be read blocks the pipeline, and nothing behind it is written',
  pipelines: () => [{ kind: 'clean', onError: 'fail' }],
  ending: { blocked: 'bad_input' },
  async strike({ pipeline, draws }) {
    await pipeline.load.stop();
    const good = draws.int('good ones before', 0, 300);
    if (good > 0) await pipeline.load.send(good);
    await pipeline.load.sendValues([Buffer.from('{"order_id":"a-bad","amount":"abc"}')]);
    await pipeline.load.send(100);
  },
};
