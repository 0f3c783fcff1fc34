'use client';

import { useState } from 'react';
import { Button } from '../../../components/ui/button';
import { Dialog, DialogClose, DialogContent } from '../../../components/ui/dialog';
import { formatCount } from '../../../lib/format';
import { useReplay } from './use-replay';

/** The server takes no more in one request. */
const mostAtOnce = 1000;

/** Puts what is still set aside through the running version once more, as after the SQL or the schema was mended. */
export function ReplayAll({ deploymentId, open }: { deploymentId: string; open: number }) {
  const [isAsking, setIsAsking] = useState(false);
  const { busy, replay } = useReplay(deploymentId);
  if (open === 0) return null;
  return (
    <>
      <Button onClick={() => setIsAsking(true)}>Replay all…</Button>
      <Dialog open={isAsking} onOpenChange={setIsAsking}>
        <DialogContent
          title="Replay all that is set aside?"
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
            The deployed version reads the records once more, as they are, with its next commits or as soon as
            it runs. What succeeds lands in the table exactly once; what fails again stays here with its new
            reason. Records that wait already, or of which only a part was kept, are left out.
            {open > mostAtOnce ? ` The oldest ${formatCount(mostAtOnce)} go first.` : ''}
          </p>
        </DialogContent>
      </Dialog>
    </>
  );
}
