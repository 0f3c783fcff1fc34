import { setup } from '../../packages/local-stack/src/testing/global-setup';

/** Postgres, Kafka and the extensions as the tests have them; nothing to start when somebody shares theirs. */
export async function withStack<T>(work: () => Promise<T>): Promise<T> {
  const stop = process.env.PENSTOCK_TEST_STACK ? async () => {} : await setup();
  try {
    return await work();
  } finally {
    await stop();
  }
}
