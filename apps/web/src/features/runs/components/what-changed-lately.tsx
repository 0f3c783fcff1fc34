'use client';

import { useQuery } from '@tanstack/react-query';
import { formatExact, formatShortClock } from '../../../lib/format';
import { useTRPC } from '../../../lib/trpc';
import { useProject } from '../../projects/use-project';

/** The last deploys and starts before the problem: what somebody would ask first. */
export function WhatChangedLately({ deploymentId }: { deploymentId: string }) {
  const trpc = useTRPC();
  const project = useProject();
  const events = useQuery(trpc.runs.events.queryOptions({ projectId: project.id, deploymentId, limit: 100 }));
  const changes = (events.data ?? [])
    .filter((event) => /deploy|publish|roll|partition|schema/i.test(event.kind))
    .slice(0, 4);
  if (changes.length === 0) return null;
  return (
    <div className="max-w-[300px]">
      <h2 className="m-0 text-sm font-semibold text-muted">What changed lately</h2>
      <ul className="m-0 list-none p-0">
        {changes.map((event) => (
          <li key={event.id}>
            <time className="font-mono text-sm" dateTime={event.at} title={formatExact(event.at)}>
              {formatShortClock(event.at)}
            </time>{' '}
            {event.message}
          </li>
        ))}
      </ul>
    </div>
  );
}
