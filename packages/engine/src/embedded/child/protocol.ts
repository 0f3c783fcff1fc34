import type { TransformSql } from '../../transform/transform-sql';
import type {
  ReplayCommit,
  ReplayFailure,
  ReplayRecord,
  RunEnd,
  RunReport,
  RunSpec,
  SetAside,
} from '../../types';
import type { InFlight } from '../crashes/after-crash';

export type ToChild =
  | { type: 'start'; spec: RunSpec; transform: TransformSql }
  | { type: 'stop' }
  | { type: 'replay'; records: ReplayRecord[] }
  /** The answer to what was asked with this id. */
  | { type: 'done'; id: number; error: AskError | null };

/** `conflict`: the answer is no. Everything else could not be carried out. */
export type AskError = { code: 'conflict' | 'unavailable'; message: string };

export type FromChild =
  | { type: 'ready' }
  | { type: 'alive'; memoryMb: number }
  | { type: 'report'; report: RunReport }
  | { type: 'event'; kind: string; message: string; tookMs?: number }
  | { type: 'set-aside'; id: number; records: SetAside[] }
  | { type: 'replay-commit'; id: number; ids: string[]; commit: ReplayCommit }
  | { type: 'replay-failed'; id: number; failures: ReplayFailure[] }
  | { type: 'replays-over'; ids: string[] }
  | { type: 'in-flight'; records: InFlight | null }
  | { type: 'caution-over' }
  | { type: 'ended'; end: RunEnd };

/** The driver takes a child for hung when it was not heard for a multiple of this. */
export const ALIVE_EVERY_MS = 2000;
