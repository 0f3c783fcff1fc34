'use client';

import { useQuery } from '@tanstack/react-query';
import { parseAsString, useQueryState } from 'nuqs';
import { createContext, useContext, useEffect } from 'react';
import { type RouterOutputs, useTRPC } from '../../lib/trpc';

type Project = RouterOutputs['projects']['list'][number];
export type CurrentProject = Project & { environment: Project['environments'][number] };

const storageKey = 'penstock.project';

function remembered(): string | null {
  return typeof window === 'undefined' ? null : window.localStorage.getItem(storageKey);
}

/** All projects and the chosen one: `?project=` in the URL, else the one chosen last, else the first. */
export function useProjects() {
  const trpc = useTRPC();
  const query = useQuery(trpc.projects.list.queryOptions(undefined, { staleTime: 60_000 }));
  const [slug, setSlug] = useQueryState('project', parseAsString);
  const wanted = slug ?? remembered();
  const chosen = query.data?.find((project) => project.slug === wanted) ?? query.data?.[0];
  const environment = chosen?.environments.find(({ name }) => name === 'local') ?? chosen?.environments[0];
  useEffect(() => {
    if (slug !== null && chosen?.slug === slug) window.localStorage.setItem(storageKey, slug);
  }, [slug, chosen?.slug]);
  const current: CurrentProject | null = chosen && environment ? { ...chosen, environment } : null;
  return { query, current, choose: (next: string) => void setSlug(next) };
}

export const ProjectContext = createContext<CurrentProject | null>(null);

/** The chosen project and its environment; only inside the frame's `ProjectGate`, which waits until it is known. */
export function useProject(): CurrentProject {
  const project = useContext(ProjectContext);
  if (!project) throw new Error('useProject is used outside ProjectGate');
  return project;
}
