'use client';

import type { VersionView } from '@penstock/control/contracts';
import { Badge } from '../../../components/ui/badge';
import { RelativeTime } from '../../../components/ui/time';
import { cn } from '../../../lib/cn';

type Props = {
  versions: readonly VersionView[];
  from: number | null;
  to: number | null;
  onShow(number: number): void;
};

/** Newest first; a click compares a version with the one before it. */
export function Timeline({ versions, from, to, onShow }: Props) {
  return (
    <ol aria-label="Versions" className="m-0 list-none p-0 py-1">
      {versions.map((version, index) => (
        <li key={version.id} className="relative">
          <span
            aria-hidden
            className={cn(
              'absolute top-0 bottom-0 left-[19px] w-px bg-line',
              index === 0 && 'top-4',
              index === versions.length - 1 && 'bottom-auto h-4',
            )}
          />
          <button
            type="button"
            onClick={() => onShow(version.number)}
            aria-current={version.number === to ? 'true' : undefined}
            className={cn(
              'relative grid w-full grid-cols-[16px_1fr] gap-x-2 px-3 py-2 text-left outline-offset-[-2px] hover:bg-sunken',
              version.number === to && 'bg-accent-soft hover:bg-accent-soft',
            )}
          >
            <span
              aria-hidden
              className={cn(
                'mt-1 ml-[3px] size-[9px] rounded-full border-2 border-line-strong bg-bg',
                (version.number === to || version.number === from) && 'border-accent',
                version.number === to && 'bg-accent',
              )}
            />
            <span className="min-w-0">
              <span className="flex flex-wrap items-center gap-x-2">
                <b>v{version.number}</b>
                {version.deployedIn.map((place) => (
                  <Badge key={place} tone="ok">
                    deployed: {place}
                  </Badge>
                ))}
                <span className="ml-auto text-sm text-muted">
                  <RelativeTime at={version.createdAt} />
                </span>
              </span>
              <span className="line-clamp-2 [overflow-wrap:anywhere]">{version.message}</span>
              <span className="text-sm text-muted">
                {version.createdBy} · revision {version.revisionNumber}
              </span>
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
