/**
 * The parts of kafkajs 2.2.4 that are not its public API: connections, authentication and broker look-up without its
 * consumer. The package has no exports map and is pinned to this exact version.
 */
declare module 'kafkajs/src/cluster/index.js' {
  export type ProtocolMessage<T> = {
    request: {
      apiKey: number;
      apiVersion: number;
      apiName: string;
      encode(): Promise<{ buffer: Buffer; size(): number }>;
    };
    response: {
      decode(raw: Buffer): Promise<T & { clientSideThrottleTime?: number }>;
      parse(decoded: T): Promise<T>;
    };
    requestTimeout?: number | null;
    logResponseError?: boolean;
  };
  export type ListOffsetsPartition = { partition: number; timestamp: string | number };
  export interface Broker {
    nodeId: number;
    connectionPool: { send<T>(message: ProtocolMessage<T>): Promise<T> };
    disconnect(): Promise<void>;
    listOffsets(request: {
      isolationLevel: number;
      topics: { topic: string; partitions: ListOffsetsPartition[] }[];
    }): Promise<{ responses: { topic: string; partitions: { partition: number; offset: string }[] }[] }>;
    offsetFetch(request: {
      groupId: string;
      topics: { topic: string; partitions: { partition: number }[] }[];
    }): Promise<{ responses: { topic: string; partitions: { partition: number; offset: string }[] }[] }>;
    offsetCommit(request: {
      groupId: string;
      groupGenerationId: number;
      memberId: string;
      topics: { topic: string; partitions: { partition: number; offset: string }[] }[];
    }): Promise<unknown>;
    describeGroups(request: {
      groupIds: string[];
    }): Promise<{ groups: { groupId: string; state: string }[] }>;
  }
  // biome-ignore lint/style/noDefaultExport: that is how the module exports it
  export default class Cluster {
    constructor(options: Record<string, unknown>);
    brokerPool: { findConnectedBroker(): Promise<Broker> };
    connect(): Promise<void>;
    disconnect(): Promise<void>;
    refreshMetadata(): Promise<void>;
    findBroker(options: { nodeId: number }): Promise<Broker>;
    findGroupCoordinator(options: { groupId: string }): Promise<Broker>;
  }
}

declare module 'kafkajs/src/loggers/index.js' {
  export function createLogger(options: {
    level: number;
    logCreator: () => (entry: unknown) => void;
  }): unknown;
}

declare module 'kafkajs/src/network/socketFactory.js' {
  // biome-ignore lint/style/noDefaultExport: that is how the module exports it
  export default function socketFactory(): unknown;
}

declare module 'kafkajs/src/protocol/encoder.js' {
  // biome-ignore lint/style/noDefaultExport: that is how the module exports it
  export default class Encoder {
    readonly buffer: Buffer;
    size(): number;
    writeBuffer(buffer: Buffer): this;
  }
}
