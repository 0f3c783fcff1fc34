import { forbidden } from '../errors';
import type { JsonObject } from '../json/json-object';
import { type Position, parsePosition, reservedProperties } from './position-property';

type Positioned = { current: { file: { metadata: JsonObject } } | null; positions: Position[] };

/**
 * Rule 2 of the commit protocol, where it has to be atomic. A deployment goes on from another one's position only as
 * long as that one has not moved on, and from then on the other one's commits are refused: two that write the same
 * messages would write them twice. The other one comes back by a start that a person chooses.
 */
export function checkAdoptions(changes: readonly Positioned[]): void {
  for (const { current, positions } of changes) {
    const stored = storedPositions(current?.file.metadata ?? null);
    for (const position of positions) {
      const before = stored.get(position.deploymentId) ?? null;
      requireUnmoved(position, before, stored);
      refuseAdopted(position, before, stored);
    }
  }
}

function storedPositions(metadata: JsonObject | null): Map<string, Position> {
  const parsed = [...reservedProperties(metadata)].map(([key, value]) => parsePosition(key, value));
  return new Map(parsed.map((position) => [position.deploymentId, position]));
}

function requireUnmoved(
  { adopted }: Position,
  before: Position | null,
  stored: ReadonlyMap<string, Position>,
): void {
  if (!adopted || before?.adopted?.commitId === adopted.commitId) return;
  if (stored.get(adopted.deploymentId)?.commitId !== adopted.commitId)
    throw forbidden(`the position of deployment ${adopted.deploymentId} has moved on; reload and compare`);
}

function refuseAdopted(
  position: Position,
  before: Position | null,
  stored: ReadonlyMap<string, Position>,
): void {
  if (before === null || position.choice !== before.choice) return;
  for (const { deploymentId, adopted } of stored.values()) {
    if (adopted?.deploymentId === position.deploymentId && adopted.commitId === before.commitId)
      throw forbidden(`deployment ${deploymentId} went on from this position; choose a new start position`);
  }
}
