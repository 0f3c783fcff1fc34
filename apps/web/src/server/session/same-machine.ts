const localNames = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Why a request must not be answered, or null. Only our own names with our own port pass, so a foreign name that
 * resolves to 127.0.0.1 (DNS rebinding) is refused, and so is every request another site makes.
 */
export function refusalOf(headers: Headers, port: string): string | null {
  const host = headers.get('host') ?? '';
  const match = /^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(?::(\d+))?$/i.exec(host);
  if (!match || !localNames.has((match[1] ?? '').toLowerCase()) || (match[2] ?? '80') !== port) {
    return 'Penstock answers only on this machine: open it at http://127.0.0.1.';
  }
  const origin = headers.get('origin');
  if (origin !== null && origin.toLowerCase() !== `http://${host.toLowerCase()}`) {
    return 'This request came from another site. Open Penstock in a tab of its own.';
  }
  return null;
}

/** For the API, where no link ever leads: also refuses what the browser says another site began. */
export function apiRefusalOf(headers: Headers, port: string): string | null {
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') {
    return 'This request came from another site. Open Penstock in a tab of its own.';
  }
  return refusalOf(headers, port);
}
