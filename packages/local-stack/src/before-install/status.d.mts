/** `absent`: deliberately not there, for example Kafka on a machine without Java. */
export type PartState = 'waiting' | 'fetching' | 'starting' | 'ready' | 'failed' | 'restarting' | 'absent';

export interface PartStatus {
  name: string;
  /** for people, for example "Kafka" */
  label: string;
  state: PartState;
  detail?: string;
  /** percent, while fetching */
  progress?: number;
}

export interface StatusSnapshot {
  updatedAt: string;
  parts: PartStatus[];
  [about: string]: unknown;
}

export interface StatusBoard {
  readonly file: string;
  snapshot(): StatusSnapshot;
  set(part: PartStatus): void;
  get(name: string): PartStatus | undefined;
  onChange(listener: (part: PartStatus) => void): void;
  about(more: Record<string, unknown>): void;
}

export function statusBoard(file: string, about?: Record<string, unknown>): StatusBoard;
