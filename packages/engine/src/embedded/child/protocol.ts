import type { TransformSql } from '../../transform/transform-sql';
import type { RunEnd, RunReport, RunSpec, SetAside } from '../../types';

export type ToChild =
  | { type: 'start'; spec: RunSpec; transform: TransformSql }
  | { type: 'stop' }
  | { type: 'set-aside-done'; id: number; error: string | null };

export type FromChild =
  | { type: 'ready' }
  | { type: 'alive'; memoryMb: number }
  | { type: 'report'; report: RunReport }
  | { type: 'event'; kind: string; message: string; tookMs?: number }
  | { type: 'set-aside'; id: number; records: SetAside[] }
  | { type: 'ended'; end: RunEnd };

/** The driver takes a child for hung when it was not heard for a multiple of this. */
export const ALIVE_EVERY_MS = 2000;
