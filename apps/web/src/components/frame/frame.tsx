import type { ReactNode } from 'react';
import { Banners } from './banners';
import { ProjectGate } from './project-gate';
import { Rail } from './rail';
import { SkipLink } from './skip-link';
import { TopBar } from './top-bar';

/** Top bar, left rail, and the page as the one scrolling region. */
export function Frame({ children }: { children: ReactNode }) {
  return (
    <div className="grid h-full grid-cols-[188px_minmax(0,1fr)] grid-rows-[44px_auto_minmax(0,1fr)] max-[960px]:grid-cols-[52px_minmax(0,1fr)]">
      <SkipLink />
      <TopBar />
      <Banners />
      <Rail />
      <main id="main" tabIndex={-1} className="flex min-w-0 flex-col overflow-auto outline-none">
        <ProjectGate>{children}</ProjectGate>
      </main>
    </div>
  );
}
