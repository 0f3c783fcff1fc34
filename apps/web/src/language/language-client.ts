import { PenstockError } from '@penstock/common';
import { differences } from './differences';
import {
  type AnswerOf,
  type EnvironmentView,
  type FromWorker,
  type LanguageQuestion,
  localEnvironment,
  type ResolvedView,
  type ToWorker,
} from './protocol';

/** The part of a Worker that is used; a MessagePort has it as well. */
export type WorkerPort = {
  postMessage(message: ToWorker): void;
  onMessage(listener: (message: FromWorker) => void): void;
  close(): void;
};

type Waiting = {
  revision: number | null;
  resolve: (answer: unknown) => void;
  reject: (error: unknown) => void;
};

/**
 * The page's side of the language worker. Files go over as differences; every change has a revision, and an answer
 * that belongs to an older revision is dropped, so that what is shown is never about a text that is gone.
 */
export class LanguageClient {
  readonly #port: WorkerPort;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Set<() => void>();
  #files: Readonly<Record<string, string>> = {};
  #context = { pipeline: null as string | null, environment: localEnvironment };
  #revision = 0;
  #nextId = 0;
  #view: { revision: number; view: ResolvedView } | null = null;
  #failure: string | null = null;

  constructor(port: WorkerPort) {
    this.#port = port;
    port.onMessage((message) => this.#receive(message));
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The newest resolved view; it may be of the revision before while a change is being worked on. */
  readonly getView = (): ResolvedView | null => this.#view?.view ?? null;

  /** Why the worker could not answer; null while all is well. */
  readonly getFailure = (): string | null => this.#failure;

  /** True when the view belongs to the text as it is now. */
  get isCurrent(): boolean {
    return this.#view?.revision === this.#revision;
  }

  get revision(): number {
    return this.#revision;
  }

  /** Tells the worker the draft's files as they are now, and which pipeline is looked at. */
  sync(
    files: Readonly<Record<string, string>>,
    pipeline: string | null,
    environment: EnvironmentView = localEnvironment,
  ): void {
    const changes = differences(this.#files, files);
    const same =
      this.#context.pipeline === pipeline &&
      this.#context.environment.name === environment.name &&
      Object.keys(differences(this.#context.environment.variables, environment.variables)).length === 0;
    if (Object.keys(changes).length === 0 && same && this.#revision > 0) return;
    this.#files = files;
    this.#context = { pipeline, environment };
    this.#revision += 1;
    this.#port.postMessage({ type: 'files', revision: this.#revision, changes, pipeline, environment });
  }

  /**
   * Asks about the files as last synced; completion and hover bring their own text and are never stale.
   * @throws PenstockError `cancelled` when the files changed before the answer came, `internal` when the worker failed.
   */
  ask<Q extends LanguageQuestion>(question: Q): Promise<AnswerOf<Q>> {
    this.#nextId += 1;
    const id = this.#nextId;
    return new Promise((resolve, reject) => {
      const aboutFiles = question.kind === 'edit' || question.kind === 'fix';
      this.#waiting.set(id, {
        revision: aboutFiles ? this.#revision : null,
        resolve: (answer) => resolve(answer as AnswerOf<Q>),
        reject,
      });
      this.#port.postMessage({ type: 'ask', id, revision: this.#revision, question });
    });
  }

  close(): void {
    this.#port.close();
    for (const waiting of this.#waiting.values())
      waiting.reject(new PenstockError('cancelled', 'The editor was closed.'));
    this.#waiting.clear();
    this.#listeners.clear();
  }

  #receive(message: FromWorker): void {
    if (message.type === 'resolved') {
      if (message.revision !== this.#revision) return;
      this.#failure = null;
      this.#view = { revision: message.revision, view: message.view };
      this.#notify();
      return;
    }
    if (message.type === 'failed' && message.id === null) {
      if (message.revision !== null && message.revision !== this.#revision) return;
      this.#failure = message.message;
      this.#notify();
      return;
    }
    this.#settle(message);
  }

  #settle(message: Exclude<FromWorker, { type: 'resolved' }>): void {
    const waiting = message.id === null ? undefined : this.#waiting.get(message.id);
    if (waiting === undefined || message.id === null) return;
    this.#waiting.delete(message.id);
    if (waiting.revision !== null && waiting.revision !== this.#revision) {
      waiting.reject(new PenstockError('cancelled', 'The text changed meanwhile.'));
    } else if (message.type === 'failed') waiting.reject(new PenstockError('bad_input', message.message));
    else waiting.resolve(message.answer);
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}
