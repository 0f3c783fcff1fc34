'use client';

import { Button } from '../../../components/ui/button';
import { Dialog, DialogClose, DialogContent } from '../../../components/ui/dialog';

type StopDialogProps = {
  pipelineKey: string;
  table: string;
  open: boolean;
  busy: boolean;
  onOpenChange(open: boolean): void;
  onStop(): void;
};

export function StopDialog({ pipelineKey, table, open, busy, onOpenChange, onStop }: StopDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title={`Stop ${pipelineKey}?`}
        width={480}
        footer={
          <>
            <DialogClose render={<Button />}>Cancel</DialogClose>
            <Button variant="primary" disabled={busy} onClick={onStop}>
              {busy ? 'Stopping…' : 'Stop'}
            </Button>
          </>
        }
      >
        <p className="m-0 p-4">
          The batch under way is committed, then nothing is read or written. The position is held and the
          table {table} stays: Start reads on from there.
        </p>
      </DialogContent>
    </Dialog>
  );
}
