import type { ReadRowsRequest } from './messages';

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
const identifier = (name: string) => `"${name.replaceAll('"', '""')}"`;

/**
 * The newest rows of data files: files in their order, rows of a file from its end. Columns are found by Iceberg's
 * field ids, so that files from before a column was added or renamed are read as the table is now.
 */
export function rowsSql(request: ReadRowsRequest): string {
  const { columns, files, limit } = request;
  const parts = files.map((file, index) => fileSql(request, file, index));
  const names = columns.map((_, index) => `c${index}`).join(', ');
  return `SELECT ${names} FROM (${parts.join(' UNION ALL ')}) ORDER BY file_index, row_number DESC LIMIT ${limit}`;
}

function fileSql(request: ReadRowsRequest, file: ReadRowsRequest['files'][number], index: number): string {
  const first = BigInt(file.recordCount) - BigInt(request.limit);
  const names = request.columns.map((column, position) => `${identifier(column.name)} AS c${position}`);
  // With deletes the last rows may be gone, so that earlier ones have to be looked at.
  const wanted = request.positionDeletes.length > 0 || first <= 0n ? 'true' : `file_row_number >= ${first}`;
  return `SELECT ${index} AS file_index, file_row_number AS row_number, ${names.join(', ')}
    FROM read_parquet(${literal(file.path)}, schema = MAP {${schemaEntries(request)}}, file_row_number = true, hive_partitioning = false)
    WHERE ${wanted}${notDeleted(request, file.path)}`;
}

function schemaEntries(request: ReadRowsRequest): string {
  return request.columns
    .map(
      ({ id, name, duckDbType }) =>
        `${id}: {name: ${literal(name)}, type: ${literal(duckDbType)}, default_value: NULL}`,
    )
    .join(', ');
}

/** Position deletes name files as the table does: a plain path or a file: URI. */
function notDeleted(request: ReadRowsRequest, path: string): string {
  if (request.positionDeletes.length === 0) return '';
  const deletes = `read_parquet([${request.positionDeletes.map(literal).join(', ')}])`;
  const names = [path, `file://${path}`, `file:${path}`].map(literal).join(', ');
  return ` AND file_row_number NOT IN (SELECT pos FROM ${deletes} WHERE file_path IN (${names}))`;
}
