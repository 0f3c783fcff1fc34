import { createPostgresBackend, Queue, Worker } from 'bullmq';
import { type Job, jobCatalog, jobIdOf, parseJob } from './jobs';

/**
 * The one place that decides where the queue lives: Redis when `redisUrl` is set, else the database itself (schema
 * `bullmq`, brought up to date by the migration step). The queue only delivers; nothing is lost when it is emptied.
 */
export type QueueBackendOptions = {
  databaseUrl: string;
  redisUrl?: string | undefined;
  onError?: (error: Error) => void;
};

export type DispatchQueue = {
  /** Adds jobs; one that is there already under its id is not added again. Fails fast when the queue is down. */
  publish(jobs: readonly Job[]): Promise<void>;
  /** Removes every job: for tests and for operators. */
  empty(): Promise<void>;
  close(): Promise<void>;
};

export type DispatchWorker = { ready(): Promise<void>; close(): Promise<void> };

const queueName = 'penstock';
const keepJobs = { age: 3600, count: 1000 };
const retryDelayMs = 500;
/** A pool of one serves the queue's short statements; LISTEN has a connection of its own. */
const postgresPoolSize = 2;
/** A Redis that is away makes BullMQ wait for it; the relay would rather fail and try again. */
const publishTimeoutMs = 3_000;

export function openDispatchQueue(options: QueueBackendOptions): DispatchQueue {
  const defaultJobOptions = {
    removeOnComplete: keepJobs,
    removeOnFail: keepJobs,
    backoff: { type: 'fixed' as const, delay: retryDelayMs },
  };
  const queue = options.redisUrl
    ? new Queue(queueName, {
        connection: { url: options.redisUrl, enableOfflineQueue: false, maxRetriesPerRequest: 1 },
        defaultJobOptions,
      })
    : new Queue(
        queueName,
        { connection: postgresConnection(options.databaseUrl), defaultJobOptions },
        createPostgresBackend,
      );
  queue.on('error', (error) => options.onError?.(error));
  return {
    async publish(jobs) {
      if (jobs.length === 0) return;
      const bulk = jobs.map((job) => ({
        name: job.kind,
        data: job.payload,
        opts: { jobId: jobIdOf(job), attempts: jobCatalog[job.kind].attempts },
      }));
      await withTimeout(queue.addBulk(bulk), publishTimeoutMs);
    },
    async empty() {
      await queue.obliterate({ force: true });
    },
    close: () => queue.close(),
  };
}

/**
 * Takes jobs until closed. `handle` accepts the command and returns: the life of a pipeline is never the life of a job.
 * A job of an unknown shape is dropped with an error, because the reconcile finds its deployment anyway.
 */
export function startDispatchWorker(
  options: QueueBackendOptions,
  handle: (job: Job) => Promise<void>,
): DispatchWorker {
  const processor = async (job: { name: string; data: unknown }): Promise<void> => {
    await handle(parseJob(job.name, job.data));
  };
  const settings = { concurrency: 8, removeOnComplete: keepJobs, removeOnFail: keepJobs };
  const worker = options.redisUrl
    ? new Worker(queueName, processor, {
        ...settings,
        connection: { url: options.redisUrl, maxRetriesPerRequest: null },
      })
    : new Worker(
        queueName,
        processor,
        { ...settings, connection: postgresConnection(options.databaseUrl) },
        createPostgresBackend,
      );
  worker.on('error', (error) => options.onError?.(error));
  return {
    async ready() {
      await worker.waitUntilReady();
    },
    close: () => worker.close(),
  };
}

function postgresConnection(databaseUrl: string) {
  return {
    connectionString: databaseUrl,
    max: postgresPoolSize,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    schema: 'bullmq',
  };
}

async function withTimeout<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`the queue did not answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
