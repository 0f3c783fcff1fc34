const key = 'penstock.page';
const fresh = () => Math.random().toString(36).slice(2, 14);

/** Tells this page from others while it is loaded. Only tells pages apart; it is no secret. */
export const loadId = fresh();

/** An id of this tab that a reload keeps; a duplicated tab may have it too. */
export function tabId(): string {
  try {
    const known = window.sessionStorage.getItem(key) ?? loadId;
    window.sessionStorage.setItem(key, known);
    return known;
  } catch {
    return loadId;
  }
}
