export { type Analysis, analyze, type EngineVerdict } from './analysis';
export type { NotUnderstood, TreeAnalysis } from './analyze/analyze';
export type { Bound } from './analyze/bound';
export type { BoundQuery, BoundWindow, OutputItem } from './analyze/bound-query';
export type { ChangeKind } from './analyze/changelog/changes';
export type { AnalyzeOptions, EventTime, FlinkVersion, TableSchema } from './analyze/schema';
export { type ReadTables, readTables } from './ddl/read-tables';
export type {
  DefinedColumn,
  DefinedExpression,
  DefinedWatermark,
  TableDefinition,
  ViewDefinition,
} from './ddl/table-definition';
export {
  applyEdits,
  type ConfigFix,
  type Diagnostic,
  type DiagnosticCode,
  type Fix,
  type Severity,
  type TextEdit,
} from './diagnostics/diagnostic';
export { closest } from './diagnostics/did-you-mean';
export { type EmitOptions, type EmitResult, emitDuckDb } from './emit/duckdb';
export {
  emitFailingPart,
  FAILING_PART,
  type FailingPartOptions,
  WHERE_PART,
} from './emit/duckdb/failing-part';
export { quoteIdent, quoteLiteral } from './emit/duckdb/quote';
export { toDuckDbType, unsupportedType } from './emit/duckdb/types';
export { allFunctions } from './functions/catalogue';
export type { FunctionDefinition } from './functions/definition';
export { quoteFlinkIdentifier, quoteFlinkIdentifierIfNeeded } from './lexer/identifiers';
export { reservedWords } from './lexer/reserved-words';
export { type HighlightKind, type HighlightToken, tokenize } from './lexer/tokenize';
export { type ParseOptions, type ParseResult, parse } from './parser/parse';
export { runtimeFunctions } from './runtime';
export type { RuntimeFunction, RuntimeType, RuntimeValue } from './runtime/runtime-function';
export { type Completion, completions } from './services/completions';
export { type Hover, hover } from './services/hover';
export type { Span, TextRange } from './text/span';
export type { Statement } from './tree/query';
export * as types from './types/constructors';
export { typesEqual } from './types/equal';
export { type FormatTypeOptions, formatType } from './types/format-type';
export { parseType } from './types/parse-type';
export type { Column, RowField, SqlType } from './types/sql-type';
export { withNullable } from './types/sql-type';
