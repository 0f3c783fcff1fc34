'use client';

import type { DeployPlan } from '@penstock/control/contracts';
import { Input } from '../../../components/ui/input';
import { startWords } from '../plan-words';

export type StartKind = DeployPlan['startChoices'][number]['kind'];

type StartChoiceProps = {
  choices: DeployPlan['startChoices'];
  kind: StartKind | null;
  onKind(kind: StartKind): void;
  /** Local date and time, as the browser's field gives it. */
  at: string;
  onAt(at: string): void;
};

/** From where the first deploy reads, with how much that is. */
export function StartChoice({ choices, kind, onKind, at, onAt }: StartChoiceProps) {
  return (
    <fieldset className="m-0 mt-3 border-0 p-0">
      <legend className="mb-1 p-0 font-[550]">Start</legend>
      {choices.map((choice) => {
        const { name, detail } = startWords(choice);
        return (
          <label key={choice.kind} className="flex min-h-7 items-center gap-2 has-disabled:text-faint">
            <input
              type="radio"
              name="start"
              className="accent-[var(--accent)]"
              checked={kind === choice.kind}
              disabled={choice.unavailable !== null}
              onChange={() => onKind(choice.kind)}
            />
            <span>{name}</span>
            <span className="text-muted">{detail}</span>
            {choice.kind === 'time' && kind === 'time' ? (
              <Input
                type="datetime-local"
                step={1}
                aria-label="Time to start from"
                className="w-52"
                value={at}
                onChange={(event) => onAt(event.target.value)}
              />
            ) : null}
          </label>
        );
      })}
    </fieldset>
  );
}
