// Types and schemas that a browser may import: nothing here reaches Prisma or Node.

export { type Action, actions, type ResourceOf, type Role, roles } from '../auth/actions';
export * from './server-api';
export type * from './services';
export type * from './views';
