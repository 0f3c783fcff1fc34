/** What a fetch tells and listens to. */
export interface FetchHooks {
  onProgress?: (what: string) => void;
  signal?: AbortSignal;
}
