'use client';

import { Search } from 'lucide-react';
import { useState } from 'react';
import { useShortcut } from '../../lib/use-shortcut';
import { Kbd } from '../ui/kbd';
import { CommandPalette } from './command-palette';

export function CommandButton() {
  const [open, setOpen] = useState(false);
  useShortcut({ key: 'k', mod: true, inInputs: true }, () => setOpen((was) => !was));
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        aria-keyshortcuts="Control+K Meta+K"
        className="inline-flex h-7 shrink-0 items-center gap-2 rounded-md border border-line bg-panel px-2 text-muted hover:border-line-strong"
      >
        <Search aria-hidden className="hidden size-3.5 max-[960px]:block" />
        <span className="max-[960px]:sr-only">Search or run a command</span>
        <Kbd className="max-[960px]:hidden">Ctrl K</Kbd>
      </button>
      <CommandPalette open={open} onOpenChange={setOpen} />
    </>
  );
}
