import type { LikeClause } from '../tree/statement';
import type { DefinedColumn, TableDefinition } from './table-definition';

type Feature = 'CONSTRAINTS' | 'GENERATED' | 'METADATA' | 'OPTIONS' | 'PARTITIONS' | 'WATERMARKS';

/** INCLUDING, EXCLUDING or OVERWRITING; without words LIKE takes everything and own options win. */
function strategyOf(like: LikeClause, feature: Feature): string {
  const find = (name: string): string | undefined =>
    like.features.find((written) => written.endsWith(` ${name}`))?.split(' ')[0];
  return find(feature) ?? find('ALL') ?? (feature === 'OPTIONS' ? 'OVERWRITING' : 'INCLUDING');
}

/** The table with what LIKE takes over from `base` (Flink docs: SQL, CREATE Statements, LIKE). */
export function withBase(own: TableDefinition, base: TableDefinition, like: LikeClause): TableDefinition {
  const takes = (feature: Feature): boolean => strategyOf(like, feature) !== 'EXCLUDING';
  const inherited = base.columns.filter(
    (column) => column.kind === 'physical' || takes(column.kind === 'computed' ? 'GENERATED' : 'METADATA'),
  );
  const watermark = own.watermark ?? (takes('WATERMARKS') ? base.watermark : null);
  const ownKey = own.primaryKey.length > 0 || !takes('CONSTRAINTS');
  const ownPartition = own.partitionedBy.length > 0 || !takes('PARTITIONS');
  return {
    ...own,
    columns: merged(inherited, own.columns),
    watermark,
    primaryKey: ownKey ? own.primaryKey : base.primaryKey,
    partitionedBy: ownPartition ? own.partitionedBy : base.partitionedBy,
    options: takes('OPTIONS') ? { ...base.options, ...own.options } : own.options,
  };
}

/** A column that is defined again keeps its first place. */
function merged(base: readonly DefinedColumn[], own: readonly DefinedColumn[]): DefinedColumn[] {
  const redefined = new Map(own.map((column) => [column.name, column]));
  const names = new Set(base.map((column) => column.name));
  return [
    ...base.map((column) => redefined.get(column.name) ?? column),
    ...own.filter((column) => !names.has(column.name)),
  ];
}
