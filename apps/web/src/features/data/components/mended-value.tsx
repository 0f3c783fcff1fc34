'use client';

import type { SetAsideView } from '@penstock/control/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button';
import { Field, Textarea } from '../../../components/ui/input';
import { takeFocus } from './take-focus';

type MendedValueProps = {
  record: SetAsideView;
  busy: boolean;
  onSend(value: string): void;
  onCancel(): void;
};

/** The value to replay in place of the record's own, which cannot be shown as text where it is not UTF-8. */
export function MendedValue({ record, busy, onSend, onCancel }: MendedValueProps) {
  const [value, setValue] = useState(record.valueIsBase64 ? '' : (record.value ?? ''));
  const id = `mended-${record.id}`;
  return (
    <>
      <Field label="Value to replay" htmlFor={id}>
        <Textarea
          id={id}
          ref={takeFocus}
          rows={6}
          spellCheck={false}
          className="font-mono text-sm"
          value={value}
          onChange={(event) => setValue(event.target.value)}
        />
      </Field>
      <div className="flex items-center gap-2">
        <Button variant="primary" disabled={busy} onClick={() => onSend(value)}>
          Replay this value
        </Button>
        <Button variant="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </>
  );
}
