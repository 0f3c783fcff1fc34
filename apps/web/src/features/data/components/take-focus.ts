/** As a `ref`: the element takes the focus when it appears in the place of the one that had it. */
export const takeFocus = (element: HTMLElement | null) => element?.focus();
