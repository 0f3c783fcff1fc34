import type { CatalogOptions } from '@penstock/control/catalog';

/**
 * Fault tests end the server at a named step of a commit, as a power cut would: `CRASH_AT=locked`, or `CRASH_AT=locked:3`
 * for the third time. Nothing without that variable.
 */
export function crashPoint(at: string | undefined): Pick<CatalogOptions, 'onStep'> {
  if (at === undefined) return {};
  const [wanted, nth] = at.split(':');
  let left = Number(nth ?? '1');
  return {
    onStep: async (step) => {
      if (step === wanted && --left === 0) process.kill(process.pid, 'SIGKILL');
    },
  };
}
