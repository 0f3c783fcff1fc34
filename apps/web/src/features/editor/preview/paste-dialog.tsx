'use client';

import type { Message } from '@penstock/control/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button';
import { Dialog, DialogClose, DialogContent } from '../../../components/ui/dialog';
import { Field, Textarea } from '../../../components/ui/input';
import { parsePasted } from './paste-sample';

type PasteDialogProps = {
  open: boolean;
  onOpenChange(open: boolean): void;
  onPaste(messages: Message[]): void;
};

export function PasteDialog({ open, onOpenChange, onPaste }: PasteDialogProps) {
  const [text, setText] = useState('');
  const [error, setError] = useState<string | null>(null);
  const use = () => {
    try {
      onPaste(parsePasted(text));
      onOpenChange(false);
    } catch (problem) {
      setError(problem instanceof Error ? problem.message : String(problem));
    }
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title="Paste a sample"
        description="The preview reads these messages instead of Kafka's. Nothing is written."
        footer={
          <>
            <DialogClose render={<Button />}>Cancel</DialogClose>
            <Button variant="primary" onClick={use}>
              Use as sample
            </Button>
          </>
        }
      >
        <div className="p-4">
          <Field
            label="Messages"
            htmlFor="pasted"
            error={error}
            hint="JSON: one message per line, an array, or lines of a sample file."
          >
            <Textarea
              id="pasted"
              aria-describedby="pasted-hint"
              aria-invalid={error === null ? undefined : true}
              rows={12}
              spellCheck={false}
              className="font-mono text-sm"
              placeholder={'{"order_id":"o-81","amount":12.5}\n{"order_id":"o-82","amount":-3}'}
              value={text}
              onChange={(event) => {
                setText(event.target.value);
                setError(null);
              }}
            />
          </Field>
        </div>
      </DialogContent>
    </Dialog>
  );
}
