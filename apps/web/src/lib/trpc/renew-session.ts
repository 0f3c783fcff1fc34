'use client';

const pauseMs = 10_000;
let lastTry = 0;

/**
 * A page that stays open for weeks, or over a new installation, holds a session that has ended. Loading any page
 * brings a new one, so that is done behind the scenes; true when it was and the queries are worth asking again.
 */
export async function renewSession(now: number): Promise<boolean> {
  if (now - lastTry < pauseMs) return false;
  lastTry = now;
  try {
    return (await fetch('/runners', { cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}
