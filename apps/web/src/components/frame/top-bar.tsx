'use client';

import { Brand } from './brand';
import { CommandButton } from './command-button';
import { DraftBadge } from './draft-badge';
import { ProjectPicker } from './project-picker';
import { ThemeToggle } from './theme-toggle';

export function TopBar() {
  return (
    <header className="col-span-full flex min-w-0 items-center gap-2.5 border-b bg-panel px-3.5">
      <Brand />
      <ProjectPicker />
      <div className="min-w-2 flex-1" />
      <DraftBadge />
      <CommandButton />
      <ThemeToggle />
    </header>
  );
}
