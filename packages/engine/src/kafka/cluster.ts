/// <reference path="./kafkajs-internals.d.ts" />
import { PenstockError } from '@penstock/common';
import { logLevel } from 'kafkajs';
import Cluster from 'kafkajs/src/cluster/index.js';
import { createLogger } from 'kafkajs/src/loggers/index.js';
import socketFactory from 'kafkajs/src/network/socketFactory.js';
import type { SourceConnection } from '../types';

export type KafkaConnection = Extract<SourceConnection, { kind: 'kafka' }>;

/**
 * A connection to a Kafka cluster on kafkajs's own connection handling (TLS, SASL, pools), without its consumer and
 * without its retries: the callers wait and retry by rules of their own, and say so on the screen.
 */
export function createCluster(connection: KafkaConnection): Cluster {
  return new Cluster({
    brokers: connection.brokers,
    ssl: connection.ssl ?? false,
    sasl: connection.sasl,
    clientId: 'penstock',
    connectionTimeout: 3000,
    authenticationTimeout: 10_000,
    requestTimeout: 30_000,
    enforceRequestTimeout: true,
    metadataMaxAge: 300_000,
    allowAutoTopicCreation: false,
    maxInFlightRequests: null,
    retry: { retries: 0, initialRetryTime: 100 },
    logger: createLogger({ level: logLevel.NOTHING, logCreator: () => () => {} }),
    socketFactory: socketFactory(),
    isolationLevel: 1,
  });
}

/** Any error of Kafka or of its connection as ours; `unavailable` means that trying again may help. */
export function kafkaError(error: unknown, brokers: readonly string[]): PenstockError {
  if (error instanceof PenstockError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const type = error instanceof Error && 'type' in error ? String(error.type) : '';
  if (/AUTHORIZATION|SASL|ILLEGAL_SASL/.test(type) || /SASL/.test(message)) {
    return new PenstockError(
      'forbidden',
      `Kafka at ${brokers.join(', ')} refused: ${message}. Check the connection's user and rights.`,
      { cause: error },
    );
  }
  return new PenstockError('unavailable', `Kafka at ${brokers.join(', ')} does not answer: ${message}`, {
    cause: error,
  });
}
