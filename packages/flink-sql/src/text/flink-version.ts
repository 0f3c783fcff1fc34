/** Flink's line whose grammar and functions count. */
export type FlinkVersion = '1.20' | '2.x';
