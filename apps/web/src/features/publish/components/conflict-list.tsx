'use client';

import { useState } from 'react';
import { Button } from '../../../components/ui/button';
import { ScrollRegion } from '../../../components/ui/scroll-region';
import type { Choices, Conflicts } from '../use-publish';
import { TextDiff } from './text-diff';

type ConflictListProps = {
  conflicts: Conflicts;
  busy: boolean;
  onSettle(choices: Choices): Promise<void>;
};

const placeOf = ({ path, pipeline }: Conflicts[number]) => `${path} ${pipeline ?? ''}`;

/** Somebody else published a change to the same places. Nothing is overwritten until the user says which one counts. */
export function ConflictList({ conflicts, busy, onSettle }: ConflictListProps) {
  const [chosen, setChosen] = useState<Readonly<Record<string, 'mine' | 'theirs'>>>({});
  const choices = conflicts.flatMap((conflict): Choices => {
    const take = chosen[placeOf(conflict)];
    return take ? [{ path: conflict.path, pipeline: conflict.pipeline, take }] : [];
  });
  return (
    <div role="alert" className="rounded-lg border border-bad bg-bad-soft px-3 py-2">
      <p className="m-0 mb-1.5">
        <b>Somebody published a change to the same place.</b> Say which one counts. Whatever else you both
        changed is kept.
      </p>
      <ul className="m-0 flex list-none flex-col gap-2 p-0">
        {conflicts.map((conflict) => (
          <li key={placeOf(conflict)}>
            <ConflictChoice
              conflict={conflict}
              take={chosen[placeOf(conflict)]}
              onTake={(take) => setChosen({ ...chosen, [placeOf(conflict)]: take })}
            />
          </li>
        ))}
      </ul>
      <div className="mt-2 flex justify-end">
        <Button disabled={busy || choices.length < conflicts.length} onClick={() => void onSettle(choices)}>
          Put it together
        </Button>
      </div>
    </div>
  );
}

type ChoiceProps = {
  conflict: Conflicts[number];
  take: 'mine' | 'theirs' | undefined;
  onTake(take: 'mine' | 'theirs'): void;
};

function ConflictChoice({ conflict, take, onTake }: ChoiceProps) {
  const { path, pipeline, mine, theirs } = conflict;
  const name = placeOf(conflict);
  return (
    <fieldset className="m-0 min-w-0 overflow-hidden rounded-md border bg-panel p-0">
      <legend className="sr-only">{name}</legend>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b bg-sunken px-3 py-1.5">
        <span className="min-w-0 flex-1">
          <span className="font-mono text-sm">{path}</span>
          {pipeline === null ? null : <> · {pipeline}</>}
        </span>
        {(['mine', 'theirs'] as const).map((side) => (
          <label key={side} className="flex items-center gap-1.5">
            <input
              type="radio"
              name={name}
              className="accent-[var(--accent)]"
              checked={take === side}
              onChange={() => onTake(side)}
            />
            {side === 'mine' ? 'Keep mine' : 'Take theirs'}
          </label>
        ))}
      </div>
      {mine === null && theirs === null ? (
        <p className="m-0 px-3 py-1.5 text-muted">{conflict.message}</p>
      ) : (
        <ScrollRegion label={`Both texts of ${name}`} className="max-h-48">
          <TextDiff before={theirs} after={mine} label="− theirs, + mine" />
        </ScrollRegion>
      )}
    </fieldset>
  );
}
