export { useTRPC, useTRPCClient } from './client';
export type { RouterOutputs } from './types';
