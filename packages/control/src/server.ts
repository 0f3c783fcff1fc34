// What apps/server needs beside the catalog: the outbox relay, retention, seeding.
export { readLocalConnection, unnamedConnection } from './connections/connection-config';
export { updateLocalConnections } from './connections/local-connections';
export { type ConnectionAccess, openConnection } from './connections/open-connection';
export { type Database, openDatabase } from './db/client';
export { fromDatabaseError } from './db/errors';
export { countUnpublished } from './dispatch/outbox-repository';
export { type DispatchQueue, openDispatchQueue, type QueueBackendOptions } from './dispatch/queue-backend';
export { drainOutbox, type Relay, startRelay } from './dispatch/relay';
export { findEnvironment } from './projects/project-repository';
export { type SeedInput, type SeedResult, seedProject } from './projects/seed-project';
export { applyRetention, type Retention, startRetention } from './retention/retention-service';
export { createSecretBox } from './secrets/secret-box';
