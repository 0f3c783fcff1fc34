export { localUser, systemActor } from './auth/actor-repository';
export * from './contracts/index';
export { type Control, type ControlOptions, createControl } from './create-control';
export type { EngineRefusals } from './deployments/plan-context';
export { createServerClient, type ServerClient } from './server-client/server-client';
