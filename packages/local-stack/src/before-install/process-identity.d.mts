export interface ProcessRecord {
  pid: number;
  identity: string;
}
export function identityOf(pid: number): string | undefined;
export function isRunning(recorded: ProcessRecord): boolean;
export function commandLineOf(pid: number): string;
