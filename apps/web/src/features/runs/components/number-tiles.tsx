import type { DeploymentView } from '@penstock/control/contracts';
import { Tiles } from '../../../components/ui/tiles';
import { formatCount, formatDuration, formatRate } from '../../../lib/format';

/** The live numbers and the totals they come from. */
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
  return <Tiles tiles={tiles} />;
}
