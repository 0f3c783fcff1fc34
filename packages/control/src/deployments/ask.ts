import { isPenstockError } from '@penstock/common';

/** Asks the server; what it could not tell becomes a warning, never a guess. */
export async function ask<T>(
  warnings: string[],
  what: string,
  question: () => Promise<T | undefined>,
): Promise<T | null> {
  try {
    return (await question()) ?? null;
  } catch (error) {
    const reason = isPenstockError(error) ? error.message : 'The server process gave no answer.';
    warnings.push(`It is not known ${what}: ${reason}`);
    return null;
  }
}
