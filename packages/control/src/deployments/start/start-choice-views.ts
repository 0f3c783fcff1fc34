import type { StartKind, StartOffsetsAnswer } from '../../contracts/server-api';
import type { DeployPlan, StartChoiceView } from '../../contracts/views';
import type { PlanContext } from '../plan-context';
import type { Beside } from './beside';
import type { PositionFacts } from './position-facts';
import type { StartReason, StartReasonCode } from './start-reason';
import { riskOf } from './start-risk';
import { type StartChoice, startOfScanMode } from './stored-start';

type Choice = StartOffsetsAnswer['choices'][number];

const order: readonly StartKind[] = ['stored', 'adopt', 'earliest', 'latest', 'group', 'time'];

/** The choices with what each reads and costs. Messages since a time are counted when somebody names one. */
export function startChoiceViews(
  reason: StartReason,
  facts: PositionFacts,
  beside: Beside | null,
): StartChoiceView[] {
  const known = facts.offsets?.choices ?? unasked(facts);
  const hasTime = known.some(({ kind }) => kind === 'time');
  const all = known.find(({ kind }) => kind === 'earliest')?.messages ?? null;
  return [...known, ...(hasTime ? [] : [uncounted('time')])]
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
    .map((choice) => {
      const unavailable = choice.unavailable ?? forbidden(choice.kind, reason.code, beside);
      const { kind } = choice;
      const risk = riskOf({ ...choice, unavailable }, { code: reason.code, hasRows: facts.hasRows, all });
      return { kind, messages: unavailable === null ? choice.messages : null, risk, unavailable };
    });
}

/** What is chosen when nobody chooses otherwise: whatever writes nothing twice, then the pipeline's scan mode. */
export function defaultStart(
  { code }: StartReason,
  choices: readonly StartChoiceView[],
  { reading, placement }: PlanContext,
): DeployPlan['startDefault'] {
  const former = code === 'first' ? formerStart(placement?.startPosition) : null;
  const scanMode = code === 'first' ? startOfScanMode(reading?.resolved ?? null) : null;
  const wanted: (StartChoice | null)[] = [
    code === 'position_missing' ? { kind: 'group' } : null,
    code === 'position_adopted' ? { kind: 'adopt' } : { kind: 'stored' },
    { kind: 'adopt' },
    former,
    scanMode,
    { kind: 'earliest' },
    ...choices,
  ];
  const chosen = wanted.find(
    (one) =>
      one !== null && choices.some(({ kind, unavailable }) => kind === one.kind && unavailable === null),
  );
  return chosen ? { kind: chosen.kind, at: chosen.at ?? null } : null;
}

function formerStart(start: unknown): StartChoice | null {
  if (typeof start !== 'object' || start === null || !('kind' in start)) return null;
  const kind = order.find((one) => one === start.kind);
  if (kind === undefined) return null;
  return { kind, ...('at' in start && typeof start.at === 'string' ? { at: start.at } : {}) };
}

function forbidden(kind: StartKind, code: StartReasonCode, beside: Beside | null): string | null {
  if (kind === 'adopt') return beside?.unavailable ?? null;
  if (kind === 'stored' && code === 'corrupt_batch')
    return 'The batch at the position is damaged; reading there fails again.';
  return null;
}

/** Without an answer of Kafka every choice stands, with nothing known about it. */
function unasked({ stored, others }: PositionFacts): Choice[] {
  const kinds: StartKind[] = ['earliest', 'latest', 'group'];
  if (stored !== null) kinds.push('stored');
  if (others.length > 0) kinds.push('adopt');
  return kinds.map(uncounted);
}

function uncounted(kind: StartKind): Choice {
  return { kind, messages: null, repeats: null, skips: null, unavailable: null };
}
