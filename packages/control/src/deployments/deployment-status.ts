import type { ObservedStatus } from '../contracts/views';
import { noContactAfterMs } from '../runs/timing';

export type StatusInput = {
  desiredState: 'running' | 'stopped';
  observedState: 'stopped' | 'starting' | 'running' | 'stopping' | 'failing' | 'blocked';
  observedGeneration: number;
  lastContactAt: Date | null;
  now: Date;
};

/**
 * What the screen may say. A state that needs a living runner behind it is believed only while that runner is heard;
 * `stopped` and `blocked` stay true without one.
 */
export function statusOf(input: StatusInput): ObservedStatus {
  const { observedState, lastContactAt } = input;
  if (lastContactAt === null && input.observedGeneration === 0) return 'never';
  if (observedState === 'blocked' || observedState === 'stopped') return observedState;
  const silentMs =
    lastContactAt === null ? Number.POSITIVE_INFINITY : input.now.getTime() - lastContactAt.getTime();
  return silentMs > noContactAfterMs ? 'no_contact' : observedState;
}
