import type { Principal } from '../auth/principal';
import type { MetadataFile } from '../files/metadata-files';
import type { TableIdent } from '../identifiers';
import type { JsonObject } from '../json/json-object';
import type { TableRow } from '../store/tables';
import type { Position } from './position-property';

/** One table's part of a commit, as the client sent it. */
export type TableChange = {
  ident: TableIdent;
  requirements: JsonObject[];
  updates: JsonObject[];
  /** For the catalog's own commits: the updates for the base that is committed to, null when it needs none. */
  decide?: (current: CurrentTable) => Promise<JsonObject[] | null>;
};

/** The table as it stands; both null before it is created. */
export type CurrentTable = { row: TableRow; file: MetadataFile };

/** A change that has been checked against its base; nothing of it is visible yet. */
export type PreparedChange = {
  ident: TableIdent;
  current: CurrentTable | null;
  metadata: JsonObject;
  addedSnapshots: JsonObject[];
  droppedFiles: string[];
  /** Positions that this change sets. */
  positions: Position[];
  /** 1 when `main` leaves its line of descent. */
  lineageStep: bigint;
};

/** `files` are the paths that the new snapshots add. */
export type WrittenChange = PreparedChange & { file: MetadataFile; files: string[] };

export type CommitRequest = { principal: Principal; changes: TableChange[] };
