'use client';

import { Dialog } from '@base-ui/react/dialog';
import { skipToken, useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { useRouter } from 'next/navigation';
import { useTheme } from 'next-themes';
import { type ReactNode, useRef } from 'react';
import { useProjects } from '../../features/projects/use-project';
import { useTRPC } from '../../lib/trpc';
import { useActiveOption } from './use-active-option';

type Entry = { id: string; label: ReactNode; words: string[]; run(): void };

/** Everything reachable by name: pages, every tab of every pipeline, the theme. */
export function CommandPalette({ open, onOpenChange }: { open: boolean; onOpenChange(open: boolean): void }) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 bg-scrim" />
        <Dialog.Popup
          aria-label="Search or run a command"
          className="fixed top-[12vh] left-1/2 w-[min(560px,calc(100vw-32px))] -translate-x-1/2 overflow-hidden rounded-xl border border-line-strong bg-panel shadow-pop outline-none"
        >
          <Entries close={() => onOpenChange(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Entries({ close }: { close(): void }) {
  const groups = useEntries();
  const root = useRef<HTMLDivElement>(null);
  useActiveOption(root);
  return (
    <Command ref={root} label="Search or run a command" loop>
      <Command.Input
        placeholder="Pipeline, page or command"
        className="h-11 w-full border-b bg-transparent px-4 text-lg text-fg outline-none placeholder:text-faint"
      />
      <Command.List className="max-h-[50vh] overflow-auto p-1.5">
        <Command.Empty className="px-3 py-6 text-center text-muted">Nothing has this name.</Command.Empty>
        {groups.map(({ heading, entries }) => (
          <Command.Group
            key={heading}
            heading={heading}
            className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted"
          >
            {entries.map((entry) => (
              <Command.Item
                key={entry.id}
                value={entry.id}
                keywords={entry.words}
                onSelect={() => {
                  close();
                  entry.run();
                }}
                className="flex h-8 items-center rounded-md px-2 data-[selected=true]:bg-accent-soft"
              >
                {entry.label}
              </Command.Item>
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  );
}

function useEntries(): { heading: string; entries: Entry[] }[] {
  const trpc = useTRPC();
  const router = useRouter();
  const { setTheme } = useTheme();
  const { current } = useProjects();
  const rows = useQuery(
    trpc.pipelines.list.queryOptions(
      current ? { projectId: current.id, environmentId: current.environment.id } : skipToken,
    ),
  );
  const go = (href: string) => () => router.push(href);
  const pipelines = (rows.data ?? []).flatMap(({ key, table }) =>
    (['Edit', 'Runs', 'Versions', 'Data'] as const).map((tab) => ({
      id: `pipeline ${key} ${tab}`,
      label: (
        <>
          {key} <span className="ml-auto text-muted">{tab}</span>
        </>
      ),
      words: [key, table, tab],
      run: go(`/pipelines/${encodeURIComponent(key)}/${tab.toLowerCase()}`),
    })),
  );
  return [
    { heading: 'Pipelines', entries: pipelines },
    {
      heading: 'Pages',
      entries: [
        { id: 'page pipelines', label: 'Pipelines', words: ['list'], run: go('/pipelines') },
        { id: 'page tables', label: 'Tables', words: ['snapshots', 'iceberg'], run: go('/tables') },
        { id: 'page runners', label: 'Runners', words: ['processes'], run: go('/runners') },
        {
          id: 'page settings',
          label: 'Settings',
          words: ['connections', 'kafka', 'brokers'],
          run: go('/settings'),
        },
      ],
    },
    {
      heading: 'Theme',
      entries: (['light', 'dark', 'system'] as const).map((theme) => ({
        id: `theme ${theme}`,
        label: theme === 'system' ? 'Theme: as the system' : `Theme: ${theme}`,
        words: ['theme', 'mode'],
        run: () => setTheme(theme),
      })),
    },
  ];
}
