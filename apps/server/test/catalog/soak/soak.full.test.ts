import { it } from 'vitest';
import { soak } from './soak';

it(
  'acknowledged = visible = readable over two thousand commits, and the server killed forty times',
  () => soak({ seed: 4_711, acksPerCommitter: 260, kills: 40 }),
  5_400_000,
);
