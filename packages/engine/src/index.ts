export { EmbeddedEngine, type EmbeddedEngineOptions } from './embedded/driver/embedded-engine';
export { listTopics, type TopicSummary } from './messages/list-topics';
export { type CapturedMessage, newestMessages } from './messages/newest-messages';
export { probeConnection } from './messages/probe-connection';
export { type StartChoice, startChoices } from './messages/start-choices';
export { PreviewPool, type PreviewPoolOptions } from './preview/pool/preview-pool';
export type { PreviewJob, PreviewRecord, PreviewResult } from './preview/protocol';
export {
  type Compiled,
  type CompileOptions,
  compileTransform,
  tryCompileTransform,
} from './transform/compile';
export type { TransformProbe, TransformSql } from './transform/transform-sql';
export * from './types';
