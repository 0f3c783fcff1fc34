import { parseArgs } from 'node:util';
import { PenstockError } from '@penstock/common';

export type ServerArguments = {
  /** Serve the Iceberg catalog and nothing else. */
  catalogOnly: boolean;
  /** Bearer token that `--catalog-only` asks of clients; without one it serves loopback to anybody. */
  token: string | null;
  /** Print the base URL on standard output also when not `--catalog-only`. */
  printUrl: boolean;
};

export function readArguments(argv: readonly string[]): ServerArguments {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        'catalog-only': { type: 'boolean', default: false },
        token: { type: 'string' },
        'print-url': { type: 'boolean', default: false },
      },
    });
    return {
      catalogOnly: values['catalog-only'],
      token: values.token ?? null,
      printUrl: values['print-url'],
    };
  } catch (error) {
    throw new PenstockError('bad_input', 'Usage: server [--print-url] [--catalog-only [--token TOKEN]]', {
      cause: error,
    });
  }
}
