'use client';

import type { VersionView } from '@penstock/control/contracts';
import { ArrowLeftRight } from 'lucide-react';
import { Button } from '../../../components/ui/button';
import { Select } from '../../../components/ui/select';
import { formatExact } from '../../../lib/format';
import type { useCompared } from '../use-compared';

type Props = { versions: readonly VersionView[]; compared: ReturnType<typeof useCompared> };

/** Two pickers, swap, SQL or entry, inline or side by side. */
export function CompareBar({ versions, compared }: Props) {
  const { from, to, part, view } = compared;
  const options = versions.map(({ number, createdAt, deployedIn }) => ({
    value: String(number),
    label: `v${number}`,
    hint: deployedIn.length > 0 ? 'deployed' : formatExact(createdAt),
  }));
  return (
    <div className="flex flex-wrap items-center gap-2 border-b px-3 py-2">
      <Select
        label="Compare"
        prefix
        value={String(from)}
        onChange={(value) => compared.setFrom(Number(value))}
        options={options}
      />
      <Button size="icon" variant="quiet" aria-label="Swap the two versions" onClick={compared.swap}>
        <ArrowLeftRight />
      </Button>
      <Select
        label="with"
        prefix
        value={String(to)}
        onChange={(value) => compared.setTo(Number(value))}
        options={options}
      />
      <div className="flex-1" />
      <Choice
        label="Part"
        value={part}
        onChange={compared.setPart}
        options={[
          { value: 'sql', label: 'SQL' },
          { value: 'entry', label: 'Schema and settings' },
        ]}
      />
      <Choice
        label="View"
        value={view}
        onChange={compared.setView}
        options={[
          { value: 'inline', label: 'Inline' },
          { value: 'side', label: 'Side by side' },
        ]}
      />
    </div>
  );
}

function Choice<V extends string>({
  label,
  value,
  onChange,
  options,
}: {
  label: string;
  value: V;
  onChange(value: V): void;
  options: { value: V; label: string }[];
}) {
  return (
    <fieldset className="m-0 flex h-7 overflow-hidden rounded-md border border-line p-0">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
          className="h-full border-r px-2 text-muted outline-offset-[-2px] last:border-r-0 hover:bg-sunken aria-pressed:bg-accent-soft aria-pressed:text-fg"
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}
