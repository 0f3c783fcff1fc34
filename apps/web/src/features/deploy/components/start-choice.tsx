'use client';

import type { DeployPlan } from '@penstock/control/contracts';
import { Input } from '../../../components/ui/input';
import { startWords } from '../plan-words';
import type { StartState } from '../use-start';

type Choice = DeployPlan['startChoices'][number];

type StartChoiceProps = {
  reason: NonNullable<DeployPlan['startNeeded']>;
  beside: DeployPlan['beside'];
  start: StartState;
};

/** From where it reads when no position goes on by itself: why that is, and what each choice reads and costs. */
export function StartChoice({ reason, beside, start }: StartChoiceProps) {
  return (
    <fieldset className="m-0 mt-3 min-w-0 border-0 p-0">
      <legend className="mb-1 p-0 font-[550]">Start</legend>
      {reason.code === 'first' ? null : (
        <div className="mb-2 rounded-lg border border-warn bg-warn-soft px-3 py-2">
          <b>{reason.title}</b>
          <p className="m-0 mt-0.5">{reason.message}</p>
        </div>
      )}
      {beside === null ? null : <p className="m-0 mb-1">{beside.message}</p>}
      {start.choices.map((choice) => (
        <Option key={choice.kind} choice={choice} besideName={beside?.name} start={start} />
      ))}
    </fieldset>
  );
}

function Option({
  choice,
  besideName,
  start,
}: {
  choice: Choice;
  besideName: string | undefined;
  start: StartState;
}) {
  const { name, detail } = startWords(choice, besideName);
  const isChosen = start.kind === choice.kind;
  const note = choice.unavailable ?? choice.risk;
  const noteId = `start-note-${choice.kind}`;
  return (
    <div>
      <label className="flex min-h-7 flex-wrap items-center gap-x-2 has-disabled:text-faint">
        <input
          type="radio"
          name="start"
          className="accent-[var(--accent)]"
          checked={isChosen}
          disabled={choice.unavailable !== null}
          aria-describedby={note === null ? undefined : noteId}
          onChange={() => start.onKind(choice.kind)}
        />
        <span>{name}</span>
        {choice.unavailable === null ? <span className="text-muted">{detail}</span> : null}
        {choice.kind === 'time' && isChosen ? (
          <Input
            type="datetime-local"
            step={1}
            aria-label="Time to start from"
            className="w-52"
            value={start.at}
            onChange={(event) => start.onAt(event.target.value)}
          />
        ) : null}
      </label>
      {note === null ? null : (
        <p id={noteId} className={`m-0 mb-1 ml-5 ${isChosen ? 'text-warn' : 'text-muted'}`}>
          {note}
        </p>
      )}
    </div>
  );
}
