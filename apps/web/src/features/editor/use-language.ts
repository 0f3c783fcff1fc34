'use client';

import { useEffect, useState, useSyncExternalStore } from 'react';
import type { EnvironmentView, LanguageClient, ResolvedView } from '../../language';
import { startLanguage } from '../../language/start-language';
import type { DraftStore } from './draft/draft-store';

/**
 * The language worker for the draft's files. It hears of a change from the store itself, before the page renders. Null until it
 * has started; the view is null until the first answer.
 */
export function useLanguage(store: DraftStore, pipelineKey: string, environment: EnvironmentView) {
  const [client, setClient] = useState<LanguageClient | null>(null);
  useEffect(() => {
    const started = startLanguage();
    setClient(started);
    return () => started.close();
  }, []);
  useEffect(() => {
    if (client === null) return;
    const sync = () => client.sync(store.getFiles(), pipelineKey, environment);
    sync();
    return store.subscribe(sync);
  }, [client, store, pipelineKey, environment]);
  const subscribe = client?.subscribe ?? nothing;
  const view: ResolvedView | null = useSyncExternalStore(subscribe, () => client?.getView() ?? null, none);
  const failure: string | null = useSyncExternalStore(subscribe, () => client?.getFailure() ?? null, none);
  return { client, view, failure };
}

const nothing = () => () => {};
const none = () => null;
