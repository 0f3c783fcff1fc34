'use client';

import type { TableName } from '@penstock/control/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button';
import { Dialog } from '../../../components/ui/dialog';
import { TendDialog } from './tend-dialog';

export function TendButton({ name }: { name: TableName }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Expire now…</Button>
      <Dialog open={open} onOpenChange={setOpen}>
        {open ? <TendDialog name={name} onDone={() => setOpen(false)} /> : null}
      </Dialog>
    </>
  );
}
