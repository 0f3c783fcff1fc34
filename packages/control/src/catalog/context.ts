import type { Pool } from 'pg';
import type { AccessRules } from './auth/authenticate';
import type { NewestCommits } from './commit/overtaken';
import type { DirectorySync } from './files/directory-sync';
import type { MetadataFiles } from './files/metadata-files';
import type { Warehouse } from './files/warehouse';
import type { KeyedQueue } from './keyed-queue';
import type { TurnLine } from './turns/turn-line';

/** A place where a test stops the process; production passes none. */
export type CommitStep = 'prepared' | 'written' | 'locked' | 'moved' | 'committed' | 'collecting';

export type CatalogContext = {
  pool: Pool;
  warehouse: Warehouse;
  metadataFiles: MetadataFiles;
  directories: DirectorySync;
  access: AccessRules;
  /** Commits of this process on one table, one after the other; correctness rests on the database alone. */
  commitQueue: KeyedQueue;
  newestCommits: NewestCommits;
  turnLine: TurnLine;
  limits: {
    /** Milliseconds that a commit waits for other commits' turns before it answers 409. */
    turnWaitMs: number;
    /** Milliseconds that a commit turn lasts at most. */
    turnMs: number;
    /** How often a commit is prepared anew when another process moved the pointer in between. */
    commitAttempts: number;
  };
  onStep: (step: CommitStep) => Promise<void>;
  /** Called with a table's uuid after a commit on it; they must not throw. */
  commitListeners: Set<(tableUuid: string) => void>;
};
