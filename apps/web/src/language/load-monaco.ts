import { loader } from '@monaco-editor/react';
import { registerFlinkSql } from './flink-sql-language';
import { followTheme } from './monaco-theme';

export type Monaco = typeof import('./monaco-bundle');

let loading: Promise<Monaco> | null = null;

/**
 * Monaco, loaded once per page from our own origin: no CDN is ever asked. Browser only.
 * An `Editor` of @monaco-editor/react may be rendered only after this: it then takes our Monaco instead of fetching one.
 */
export function loadMonaco(): Promise<Monaco> {
  loading ??= import('./monaco-bundle').then(setUp);
  return loading;
}

function setUp(monaco: Monaco): Monaco {
  self.MonacoEnvironment = {
    getWorker: () =>
      new Worker(new URL('monaco-editor/editor/editor.worker.js', import.meta.url), {
        type: 'module',
        name: 'editor',
      }),
  };
  registerFlinkSql(monaco);
  followTheme(monaco);
  loader.config({ monaco });
  return monaco;
}
