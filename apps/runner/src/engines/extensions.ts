import { readFile } from 'node:fs/promises';
import { PenstockError } from '@penstock/common';
import type { DuckDbExtensions } from '@penstock/engine';
import { z } from 'zod';

const paths = z.object({ avro: z.string(), httpfs: z.string(), iceberg: z.string() });
const unavailable = z.object({ unavailable: z.string() });

/** The paths of DuckDB's extensions that the launcher fetched. Throws `unavailable` while they are not there. */
export async function readExtensions(file: string | undefined): Promise<DuckDbExtensions> {
  if (file === undefined)
    throw new PenstockError(
      'unavailable',
      'DuckDB’s Iceberg extension was not set up: PENSTOCK_EXTENSIONS_FILE is not set.',
    );
  const content = await readJson(file);
  const known = paths.safeParse(content);
  if (known.success) return known.data;
  const reason = unavailable.safeParse(content).data?.unavailable;
  throw new PenstockError(
    'unavailable',
    reason
      ? `DuckDB’s Iceberg extension could not be fetched: ${reason}`
      : 'DuckDB’s Iceberg extension is still being fetched.',
  );
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return null;
  }
}
