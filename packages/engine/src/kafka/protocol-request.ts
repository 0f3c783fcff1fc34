import type { Broker } from 'kafkajs/src/cluster/index.js';
import Encoder from 'kafkajs/src/protocol/encoder.js';

/** A request of ours through kafkajs's connection. `body` begins with the tag buffer of a flexible header (v2). */
export async function sendRaw<T>(
  broker: Broker,
  api: { key: number; version: number; name: string },
  body: Buffer,
  decode: (raw: Buffer) => T,
): Promise<T> {
  type Wrapped = { value: T; clientSideThrottleTime: number };
  try {
    const answer = await broker.connectionPool.send<Wrapped>({
      request: {
        apiKey: api.key,
        apiVersion: api.version,
        apiName: api.name,
        encode: async () => new Encoder().writeBuffer(body),
      },
      response: {
        decode: async (raw) => ({ value: decode(raw), clientSideThrottleTime: 0 }),
        parse: async (decoded) => decoded,
      },
      logResponseError: false,
    });
    return answer.value;
  } catch (error) {
    // As kafkajs's own Broker does: the pool reconnects on the next use.
    if (error instanceof Error && error.name === 'KafkaJSConnectionClosedError') await broker.disconnect();
    throw error;
  }
}
