import type { Engine } from '@penstock/engine';

/** The engines this runner can drive, by name. */
export type EngineRegistry = {
  readonly names: string[];
  find(name: string): Engine | null;
};

export function createRegistry(engines: readonly Engine[]): EngineRegistry {
  const byName = new Map(engines.map((engine) => [engine.name as string, engine]));
  return { names: [...byName.keys()], find: (name) => byName.get(name) ?? null };
}
