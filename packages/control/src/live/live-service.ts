import { type Listener, listen } from './listener';
import { type LiveChange, liveChannel } from './notify';

export type LiveService = {
  subscribe(onChange: (change: LiveChange) => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
};

/**
 * One LISTEN connection per process, opened with the first subscriber and kept until `close`. After a reconnect every
 * subscriber gets `{}`: something may have been missed, so read everything anew.
 */
export function createLiveService(databaseUrl: string): LiveService {
  const subscribers = new Set<(change: LiveChange) => void>();
  let listener: Promise<Listener> | null = null;

  function publish(change: LiveChange): void {
    for (const subscriber of [...subscribers]) subscriber(change);
  }

  function start(): Promise<Listener> {
    listener ??= listen({
      databaseUrl,
      channels: [liveChannel],
      onMessage: (_channel, payload) => publish(parseChange(payload)),
      onReconnect: () => publish({}),
    });
    return listener;
  }

  return {
    async subscribe(onChange) {
      subscribers.add(onChange);
      await start();
      return async () => {
        subscribers.delete(onChange);
      };
    },
    async close() {
      subscribers.clear();
      await (await listener)?.close();
    },
  };
}

function parseChange(payload: string): LiveChange {
  try {
    const value: unknown = JSON.parse(payload);
    if (typeof value !== 'object' || value === null) return {};
    const { deploymentId, projectId, runner, draft } = value as Record<string, unknown>;
    return {
      ...(typeof deploymentId === 'string' ? { deploymentId } : {}),
      ...(typeof projectId === 'string' ? { projectId } : {}),
      ...(typeof runner === 'string' ? { runner } : {}),
      ...draftOf(draft),
    };
  } catch {
    return {};
  }
}

function draftOf(value: unknown): Pick<LiveChange, 'draft'> {
  if (typeof value !== 'object' || value === null) return {};
  const { projectId, actorId, origin } = value as Record<string, unknown>;
  if (typeof projectId !== 'string' || typeof actorId !== 'string') return {};
  return { draft: { projectId, actorId, ...(typeof origin === 'string' ? { origin } : {}) } };
}
