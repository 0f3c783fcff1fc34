import type { FlinkVersion } from '@penstock/flink-sql';

/** Flink's versions that the corpus has labels for. */
export type CorpusVersion = '1.20' | '2.3';

/** The line of versions that a project names. */
export function flinkVersionOf(version: CorpusVersion): FlinkVersion {
  return version === '2.3' ? '2.x' : '1.20';
}

/**
 * What the version answered: fields without a version are Flink 1.20's, `flink2` replaces them where 2.3 answers
 * otherwise.
 */
export function labelOf<Label extends object>(
  given: Label & { differs?: boolean; flink2?: Partial<Label> },
  version: CorpusVersion,
): Label {
  return version === '2.3' && given.differs === true && given.flink2 !== undefined
    ? (given.flink2 as Label)
    : given;
}
