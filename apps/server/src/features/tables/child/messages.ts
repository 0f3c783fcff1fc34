import type { Column, NewestFile } from '@penstock/control/catalog';

/** Sent to the child; it builds the SQL from these and runs nothing else. */
export type ReadRowsRequest = {
  id: number;
  columns: Pick<Column, 'id' | 'name' | 'duckDbType'>[];
  files: NewestFile[];
  positionDeletes: string[];
  limit: number;
};

/** `rows`: newest first, each a JSON array text. */
export type ReadRowsAnswer = { id: number; rows: string[] } | { id: number; error: string };
