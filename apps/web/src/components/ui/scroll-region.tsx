import type { ReactNode, Ref } from 'react';
import { cn } from '../../lib/cn';

type ScrollRegionProps = {
  label: string;
  className?: string;
  ref?: Ref<HTMLElement>;
  children: ReactNode;
};

/** Scrolls by keyboard as well as by mouse, whatever is in it. */
export function ScrollRegion({ label, className, ref, children }: ScrollRegionProps) {
  return (
    <section
      ref={ref}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard, and not every browser sees to that
      tabIndex={0}
      className={cn('overflow-auto outline-offset-[-2px]', className)}
    >
      {children}
    </section>
  );
}
