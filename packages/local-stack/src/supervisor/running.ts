export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A process that is up. */
export interface Running {
  pid: number;
  /** settles when the process has ended, whoever ended it */
  exited: Promise<Exit>;
  stop(): Promise<void>;
}

export function describeExit(exit: Exit): string {
  return exit.signal ? `was ended by ${exit.signal}` : `ended with code ${exit.code ?? 'unknown'}`;
}
