import type { ProcessRecord } from './process-identity.mjs';

export type LockHolder = ProcessRecord & Record<string, unknown>;
export type DataLock = { release(): void };
export function takeDataLock(dir: string, about?: Record<string, unknown>): DataLock | { heldBy: LockHolder };
export function dataLockHolder(dir: string): LockHolder | undefined;
