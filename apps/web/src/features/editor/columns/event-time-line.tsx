'use client';

import { useState } from 'react';
import { Button } from '../../../components/ui/button';
import { Field, Input } from '../../../components/ui/input';
import { Popover } from '../../../components/ui/popover';
import { Select } from '../../../components/ui/select';
import { useEditor } from '../editor-context';

const NOT_SET = ' none';
const COMPUTED = ' computed';

/** "Event time timestamp_ms, late after 5 s": says what time windows use, and changes it. */
export function EventTimeLine() {
  const { model } = useEditor();
  const [open, setOpen] = useState(false);
  const { eventTime } = model;
  const trigger = (
    <button type="button" className="rounded-sm px-2 py-0.5 text-left hover:bg-sunken hover:text-fg">
      {eventTime === null ? (
        'No event time'
      ) : (
        <>
          Event time <b className="break-all">{eventTime.column ?? eventTime.expression}</b>, late after{' '}
          <b>{eventTime.delay}</b>
        </>
      )}
    </button>
  );
  return (
    <Popover label="Event time" trigger={trigger} open={open} onOpenChange={setOpen} className="w-80">
      <EventTimeForm onDone={() => setOpen(false)} />
    </Popover>
  );
}

function EventTimeForm({ onDone }: { onDone(): void }) {
  const { model, edit } = useEditor();
  const { eventTime } = model;
  const [column, setColumn] = useState<string>(eventTime === null ? NOT_SET : (eventTime.column ?? COMPUTED));
  const [expression, setExpression] = useState(eventTime?.expression ?? '');
  const [delay, setDelay] = useState(eventTime?.delay ?? '5 s');
  const options = [
    { value: NOT_SET, label: 'none' },
    ...model.source.map(({ name }) => ({ value: name, label: name })),
    { value: COMPUTED, label: 'computed by an expression' },
  ];
  const save = async () => {
    const next =
      column === NOT_SET
        ? null
        : {
            column: column === COMPUTED ? null : column,
            expression: column === COMPUTED ? expression : null,
            delay,
          };
    if (await edit({ kind: 'set_event_time', eventTime: next })) onDone();
  };
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div className="flex items-center gap-2">
        <span>Column</span>
        <Select
          value={column}
          onChange={setColumn}
          options={options}
          label="Event time column"
          className="flex-1"
        />
      </div>
      {column === COMPUTED ? (
        <Field label="Expression" htmlFor="event-expression" hint="Flink SQL over the source's columns">
          <Input
            id="event-expression"
            className="font-mono"
            value={expression}
            onChange={(event) => setExpression(event.target.value)}
            placeholder="TO_TIMESTAMP_LTZ(timestamp_ms, 3)"
          />
        </Field>
      ) : null}
      {column === NOT_SET ? null : (
        <Field
          label="Late after"
          htmlFor="event-delay"
          hint="Records that come later than this are set aside: 5 s, 1 min"
        >
          <Input id="event-delay" value={delay} onChange={(event) => setDelay(event.target.value)} />
        </Field>
      )}
      <div className="flex justify-end">
        <Button type="submit" variant="primary">
          Set event time
        </Button>
      </div>
    </form>
  );
}
