'use client';

import { useState } from 'react';
import { Button } from '../../../components/ui/button';
import { Dialog } from '../../../components/ui/dialog';
import { Kbd } from '../../../components/ui/kbd';
import { useShortcut } from '../../../lib/use-shortcut';
import { NewPipelineForm } from './new-pipeline-form';

/** The list's primary button; N opens it too. */
export function NewPipelineButton() {
  const [open, setOpen] = useState(false);
  useShortcut({ key: 'n' }, () => setOpen(true));
  return (
    <>
      <Button variant="primary" aria-keyshortcuts="n" onClick={() => setOpen(true)}>
        New pipeline <Kbd bare>N</Kbd>
      </Button>
      {open ? (
        <Dialog open onOpenChange={setOpen}>
          <NewPipelineForm onDone={() => setOpen(false)} />
        </Dialog>
      ) : null}
    </>
  );
}
