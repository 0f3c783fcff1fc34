import type { SetAsideView } from '@penstock/control/contracts';
import { Badge } from '../../../components/ui/badge';

/** What became of the last request to put the record through once more. */
export function ReplayState({ replay }: { replay: SetAsideView['replay'] }) {
  if (replay === null) return null;
  if (replay.state === 'waiting') return <Badge tone="accent">Waits for replay</Badge>;
  if (replay.state === 'replayed') return <Badge tone="ok">Replayed</Badge>;
  return <Badge tone="bad">Replay failed</Badge>;
}
