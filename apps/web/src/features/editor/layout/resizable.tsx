'use client';

import type { ReactNode } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { cn } from '../../../lib/cn';

export type Part = { id: string; defaultSize: string; minSize: string; content: ReactNode };

type ResizableProps = {
  id: string;
  orientation: 'horizontal' | 'vertical';
  parts: readonly Part[];
  label: string;
};

const storage = {
  getItem: (key: string) => (typeof window === 'undefined' ? null : window.localStorage.getItem(key)),
  setItem: (key: string, value: string) => {
    if (typeof window !== 'undefined') window.localStorage.setItem(key, value);
  },
};

/** Panels with handles between them that can be dragged or moved with the arrow keys; sizes are remembered in this browser. */
export function Resizable({ id, orientation, parts, label }: ResizableProps) {
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({
    id: `penstock.${id}`,
    storage,
    panelIds: parts.map((part) => part.id),
  });
  return (
    <Group
      orientation={orientation}
      defaultLayout={defaultLayout}
      onLayoutChanged={onLayoutChanged}
      className="min-h-0 flex-1"
    >
      {parts.flatMap((part, at) => [
        at === 0 ? null : (
          <Separator
            key={`${part.id}-handle`}
            aria-label={`Resize ${label}: ${part.id}`}
            className={cn(
              'rounded-sm outline-none transition-colors duration-100 hover:bg-line-strong focus-visible:bg-accent data-[separator=active]:bg-accent',
              orientation === 'horizontal' ? 'mx-[3px] w-[2px]' : 'my-[3px] h-[2px]',
            )}
          />
        ),
        <Panel key={part.id} id={part.id} defaultSize={part.defaultSize} minSize={part.minSize}>
          {part.content}
        </Panel>,
      ])}
    </Group>
  );
}
