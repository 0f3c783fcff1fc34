import { toPenstockError } from '@penstock/common';
import type { ConnectionTestAnswer } from '@penstock/control/server-api';
import { probeConnection, type SourceConnection } from '@penstock/engine';

/** A person waits in front of it; something that listens and never answers must not hold them longer. */
const longestMs = 12_000;

/** Asks the connection for its topics; a failure is an answer in words, not an error. */
export async function testConnection(connection: SourceConnection): Promise<ConnectionTestAnswer> {
  const started = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`nothing that speaks Kafka answered within ${longestMs / 1000} s`)),
      longestMs,
    );
  });
  try {
    const { topics } = await Promise.race([probeConnection(connection), tooLong]);
    return { topics, tookMs: performance.now() - started, problem: null };
  } catch (error) {
    return { topics: null, tookMs: performance.now() - started, problem: wordsOf(error, connection) };
  } finally {
    clearTimeout(timer);
  }
}

function wordsOf(error: unknown, connection: SourceConnection): string {
  const { code, message } = toPenstockError(error);
  if (code !== 'internal') return message;
  const where = connection.kind === 'kafka' ? `Kafka at ${connection.brokers.join(', ')}` : connection.dir;
  return `${where}: ${error instanceof Error ? error.message : String(error)}.`;
}
