'use client';

import { useRef } from 'react';
import { Input } from '../../../components/ui/input';
import { Kbd } from '../../../components/ui/kbd';
import { useShortcut } from '../../../lib/use-shortcut';

export function FilterInput({ value, onChange }: { value: string; onChange(value: string): void }) {
  const input = useRef<HTMLInputElement>(null);
  useShortcut({ key: '/' }, () => input.current?.focus());
  return (
    <div className="relative w-44">
      <Input
        ref={input}
        type="search"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          onChange('');
          event.currentTarget.blur();
        }}
        placeholder="Filter…"
        aria-label="Filter pipelines by name, Kafka topic or table"
        aria-keyshortcuts="/"
        className="pr-7 [&::-webkit-search-cancel-button]:hidden"
      />
      {value ? null : <Kbd className="pointer-events-none absolute top-1.5 right-2">/</Kbd>}
    </div>
  );
}
