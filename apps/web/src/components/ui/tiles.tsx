import type { ReactNode } from 'react';

/** Named values in a grid; fixed widths, so that ticking moves nothing. */
export function Tiles({ tiles }: { tiles: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="m-0 grid grid-cols-4 gap-px border-y bg-line max-[700px]:grid-cols-2">
      {tiles.map(([name, value]) => (
        <div key={name} className="bg-panel px-4 py-2">
          <dt className="text-xs text-muted">{name}</dt>
          <dd className="m-0 truncate text-lg tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
