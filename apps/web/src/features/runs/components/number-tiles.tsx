import type { DeploymentView } from '@penstock/control/contracts';
import { formatCount, formatDuration, formatRate } from '../../../lib/format';

/** The live numbers and the totals they come from; fixed widths, so that ticking moves nothing. */
export function NumberTiles({ live }: { live: NonNullable<DeploymentView['live']> }) {
  const tiles = [
    ['In', `${formatRate(live.inPerSecond)} / s`],
    ['Out', `${formatRate(live.outPerSecond)} / s`],
    ['Behind', formatCount(live.lag)],
    ['Fresh to', formatDuration(live.freshnessMs)],
    ['Read', formatCount(live.totals.in)],
    ['Written', formatCount(live.totals.out)],
    ['Filtered', formatCount(live.totals.filtered)],
    ['Set aside', formatCount(live.totals.setAside)],
  ] as const;
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
