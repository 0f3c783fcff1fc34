import type { PartStatus } from '../before-install/status.mjs';
import { type PartSpec, type PartTiming, SupervisedPart } from './part';

/** The parts of one running system. They start as they can and stop in one fixed order. */
export class Supervisor {
  private readonly parts = new Map<string, SupervisedPart>();
  private stopped: Promise<void> | undefined;
  private readonly stopping = new AbortController();

  /** @param stopOrder names, first to stop first: users of a part before the part itself */
  constructor(
    private readonly stopOrder: string[],
    private readonly report: (status: PartStatus) => void,
    private readonly timing?: PartTiming,
  ) {}

  add(spec: PartSpec): SupervisedPart {
    if (!this.stopOrder.includes(spec.name))
      throw new Error(`${spec.name} has no place in the order of stopping`);
    const part = new SupervisedPart(spec, this.report, this.timing);
    this.parts.set(spec.name, part);
    return part;
  }

  get(name: string): SupervisedPart | undefined {
    return this.parts.get(name);
  }

  /** for work on the way to a part, such as fetching: it ends when everything is to stop */
  get signal(): AbortSignal {
    return this.stopping.signal;
  }

  get isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  /** Stops every part, one after another; called twice, the second call waits for the first. */
  stopAll(): Promise<void> {
    this.stopping.abort();
    this.stopped ??= this.stopInOrder();
    return this.stopped;
  }

  private async stopInOrder(): Promise<void> {
    for (const name of this.stopOrder) await this.parts.get(name)?.stop();
  }
}
