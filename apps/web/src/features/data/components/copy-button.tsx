'use client';

import { Copy } from 'lucide-react';
import { toast } from 'sonner';
import { Button } from '../../../components/ui/button';

export function CopyButton({ text, label }: { text: string; label: string }) {
  return (
    <Button
      size="icon-small"
      variant="quiet"
      aria-label={label}
      onClick={() => {
        navigator.clipboard.writeText(text).then(
          () => toast.success('Copied'),
          () =>
            toast.error('It was not copied', {
              description: 'The browser did not allow it. Select the text and copy it by hand.',
            }),
        );
      }}
    >
      <Copy />
    </Button>
  );
}
