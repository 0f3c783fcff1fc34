/** Of Iceberg's table format; what the catalog does with 3 is in docs/decisions/0091. */
export const newestFormatVersion = 3n;

/** The version whose snapshots say which row ids they take (row lineage). */
export const rowLineageVersion = 3n;
