import type { Server } from 'node:net';
import type { StatusBoard } from '../before-install/status.mjs';

/** What the start script (plain JavaScript, up before anything is built) gives to the launcher. */
export interface LauncherHost {
  root: string;
  /** absolute path of the data directory; its lock is held by the caller */
  data: string;
  port: number;
  status: StatusBoard;
  say(line: string): void;
  /** the page that is shown until the web app is up */
  splash: {
    /** the listening socket, to be shared with the web app; listens again when it was closed */
    listening(): Promise<Server>;
    /** stops answering here; the web app answers on the shared socket */
    close(): void;
  };
}
