import type { Server } from 'node:http';

export interface Splash {
  port: number;
  listening(): Promise<Server>;
  close(): void;
}
export function openSplash(wanted: number, snapshot: () => { parts: unknown[] }): Promise<Splash>;
