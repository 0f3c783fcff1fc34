'use client';

import { type RefObject, useEffect } from 'react';

/**
 * Keeps the search field's `aria-activedescendant` on the option that is really selected: cmdk 1.1 reads it before the
 * filtered list is rendered, so after typing it would name an option that is gone and a screen reader would stay silent.
 * It sets the attribute after the props it is given, which leaves only the element itself to correct.
 */
export function useActiveOption(root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const sync = () => {
      const id = element.querySelector('[role="option"][aria-selected="true"]')?.id;
      const input = element.querySelector('[role="combobox"]');
      if (!input || input.getAttribute('aria-activedescendant') === (id ?? null)) return;
      if (id) input.setAttribute('aria-activedescendant', id);
      else input.removeAttribute('aria-activedescendant');
    };
    const observer = new MutationObserver(sync);
    observer.observe(element, {
      subtree: true,
      childList: true,
      attributeFilter: ['aria-selected', 'aria-activedescendant'],
    });
    sync();
    return () => observer.disconnect();
  }, [root]);
}
