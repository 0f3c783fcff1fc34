'use client';

import { Clock } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/ui/button';
import { Panel } from '../../../components/ui/panel';
import { plural } from '../../../lib/format';
import { useEditor } from '../editor-context';
import { ColumnList } from './column-list';
import { EntryYaml } from './entry-yaml';
import { EventTimeLine } from './event-time-line';
import { freshName } from './fresh-name';
import { invalidTypes } from './invalid-types';

/** What comes in: the Kafka topic's columns with an example of each, and the event time. */
export function SourcePanel({ onInfer }: { onInfer: (() => void) | null }) {
  const { model, edit, trace, hover, columnFacts } = useEditor();
  const [yaml, setYaml] = useState(false);
  const invalid = invalidTypes(model, 'source_schema');
  const add = () =>
    void edit({
      kind: 'add_source_column',
      at: model.source.length,
      name: freshName('column', model.source),
      type: 'STRING',
    });
  return (
    <Panel
      title="Source"
      note={`${model.kafkaTopic} · ${model.format}`}
      className="h-full"
      bodyClassName="overflow-auto"
      aside={
        <Button variant="quiet" aria-pressed={yaml} onClick={() => setYaml(!yaml)}>
          {yaml ? 'Columns' : 'YAML'}
        </Button>
      }
    >
      {yaml ? (
        <EntryYaml />
      ) : (
        <>
          <ColumnList
            label="source"
            rows={model.source.map((column) => ({
              ...column,
              hot: trace.sources.has(column.name),
              invalidType: invalid.has(column.name),
            }))}
            aside={(at) => (
              <Facts
                name={model.source[at]?.name ?? ''}
                facts={columnFacts.get(model.source[at]?.name ?? '')}
              />
            )}
            beforeType={(at) =>
              model.source[at]?.name === model.eventTime?.column ? (
                <Clock aria-label="event time" className="size-3 shrink-0 text-muted" />
              ) : null
            }
            onRename={(at, name) => void edit({ kind: 'rename_source_column', at, name })}
            onRetype={(at, type) => void edit({ kind: 'retype_source_column', at, type })}
            onMove={(from, to) => void edit({ kind: 'move_source_column', from, to })}
            onRemove={(at) => void edit({ kind: 'remove_source_column', at })}
            onHover={(at) =>
              hover('source', at === null ? null : { side: 'source', name: model.source[at]?.name ?? '' })
            }
          />
          <div className="flex flex-col gap-0.5 px-1.5 py-2 text-muted">
            <div className="flex items-center">
              <Button variant="quiet" size="small" onClick={add}>
                + column
              </Button>
              {onInfer === null ? null : (
                <Button
                  variant="quiet"
                  size="small"
                  onClick={onInfer}
                  title="Take the columns from the sample's messages"
                >
                  infer
                </Button>
              )}
            </div>
            <EventTimeLine />
          </div>
        </>
      )}
    </Panel>
  );
}

function Facts({
  name,
  facts,
}: {
  name: string;
  facts: { sample: string | null; misfits: number } | undefined;
}) {
  if (facts === undefined) return null;
  return (
    <span className="flex items-center gap-1.5 text-sm">
      <span
        className="min-w-0 truncate text-faint"
        title={facts.sample ?? `No message of the sample has ${name}`}
      >
        {facts.sample ?? '–'}
      </span>
      {facts.misfits > 0 ? (
        <span className="truncate text-bad" title={plural(facts.misfits, 'misfit')}>
          {plural(facts.misfits, 'misfit')}
        </span>
      ) : null}
    </span>
  );
}
