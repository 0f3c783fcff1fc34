import { it } from 'vitest';
import { soak } from './soak';

it('acknowledged = visible = readable: eight committers, and the server killed twice', () =>
  soak({ seed: 20_261_121, acksPerCommitter: 8, kills: 2 }));
