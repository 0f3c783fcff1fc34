'use client';

import { Badge } from '../../../components/ui/badge';
import { Popover } from '../../../components/ui/popover';
import type { EngineView } from '../../../language';

/** Which engines run this query with the same result; one that refuses it says why. */
export function EngineChips({ engines }: { engines: readonly EngineView[] }) {
  return engines.map((engine) =>
    engine.ok !== false ? (
      <Badge key={engine.name}>
        {engine.name} {engine.ok === true ? <span className="text-ok">✓</span> : null}
      </Badge>
    ) : (
      <Popover
        key={engine.name}
        label={`Why ${engine.name} cannot run this`}
        className="max-w-80"
        trigger={
          <button type="button" className="shrink-0 rounded-full">
            <Badge tone="warn">{engine.name} ✕</Badge>
          </button>
        }
      >
        {engine.reason ?? `${engine.name} cannot run this query.`}
      </Popover>
    ),
  );
}
