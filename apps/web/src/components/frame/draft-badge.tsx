'use client';

import { skipToken, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useProjects } from '../../features/projects/use-project';
import { plural } from '../../lib/format';
import { useTRPC } from '../../lib/trpc';
import { Popover } from '../ui/popover';

/** "3 unpublished changes", with the way to each. */
export function DraftBadge() {
  const trpc = useTRPC();
  const { current } = useProjects();
  const draft = useQuery(
    trpc.drafts.get.queryOptions(current ? { projectId: current.id } : skipToken, {
      select: ({ changedPipelines, changedPaths }) => ({ changedPipelines, others: changedPaths.length }),
    }),
  );
  if (!draft.data) return null;
  const { changedPipelines, others } = draft.data;
  const count = changedPipelines.length || (others > 0 ? 1 : 0);
  if (count === 0) return null;
  return (
    <Popover
      label="Unpublished changes"
      align="end"
      trigger={
        <button
          type="button"
          className="h-[22px] shrink-0 rounded-full bg-warn-soft px-2.5 text-[11px] text-warn"
        >
          {plural(count, 'unpublished change')}
        </button>
      }
    >
      <p className="m-0 mb-1.5 text-sm text-muted">
        {changedPipelines.length ? 'Your draft changes' : 'Your draft changes files that no pipeline uses.'}
      </p>
      <ul className="m-0 flex list-none flex-col gap-0.5 p-0">
        {changedPipelines.map((key) => (
          <li key={key}>
            <Link
              href={`/pipelines/${encodeURIComponent(key)}/edit`}
              className="block rounded-sm px-2 py-1 hover:bg-sunken"
            >
              {key}
            </Link>
          </li>
        ))}
      </ul>
    </Popover>
  );
}
