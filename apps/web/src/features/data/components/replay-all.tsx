'use client';

import { useState } from 'react';
import { Button } from '../../../components/ui/button';
import { Dialog, DialogClose, DialogContent } from '../../../components/ui/dialog';
import { plural } from '../../../lib/format';
import { useReplay } from './use-replay';

const mostAtOnce = 1000;

/** Puts what is still set aside through the running version once more, as after the SQL or the schema was mended. */
export function ReplayAll({ deploymentId, open }: { deploymentId: string; open: number }) {
  const [isAsking, setIsAsking] = useState(false);
  const { busy, replay } = useReplay(deploymentId);
  if (open === 0) return null;
  const count = Math.min(open, mostAtOnce);
  return (
    <>
      <Button onClick={() => setIsAsking(true)}>Replay all…</Button>
      <Dialog open={isAsking} onOpenChange={setIsAsking}>
        <DialogContent
          title={`Replay ${plural(count, 'record')}?`}
          width={480}
          footer={
            <>
              <DialogClose render={<Button />}>Cancel</DialogClose>
              <Button
                variant="primary"
                disabled={busy}
                onClick={() => void replay('all').then((done) => (done ? setIsAsking(false) : undefined))}
              >
                {busy ? 'Asking…' : 'Replay'}
              </Button>
            </>
          }
        >
          <p className="m-0 p-4">
            The running version reads them once more, as they are. What succeeds lands in the table exactly
            once; what fails again stays here with its new reason.
            {open > mostAtOnce ? ` The oldest ${mostAtOnce} of ${open} go first.` : ''}
          </p>
        </DialogContent>
      </Dialog>
    </>
  );
}
