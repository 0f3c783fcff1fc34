import Link from 'next/link';
import type { ComponentProps } from 'react';

/** A link within text or a row of a table. */
export function TextLink(props: Omit<ComponentProps<typeof Link>, 'className'>) {
  return (
    <Link
      className="underline decoration-line-strong underline-offset-2 hover:decoration-current"
      {...props}
    />
  );
}
