import { readFile } from 'node:fs/promises';
import { isPenstockError } from '@penstock/common';
import type { CatalogContext } from '../context';
import { badRequest, metadataMissing } from '../errors';
import { syncFile } from '../files/durable';
import type { MetadataFile } from '../files/metadata-files';
import { snapshotFiles, syncFiles } from '../files/snapshot-files';
import { asObject } from '../json/json-object';
import { parseJson } from '../json/parse-json';
import { mainSnapshotId, snapshotById } from '../metadata/ancestry';
import { checkTableMetadata } from '../metadata/table-metadata';
import { sqlStateOf } from '../store/database';

/**
 * Metadata that a client names by its place: in the warehouse, complete, with a place of its own there. It and the
 * files of its newest snapshot are on disk when this returns, as those of a commit are. The text stays as it is.
 */
export async function readRegistered(context: CatalogContext, location: string): Promise<MetadataFile> {
  const { warehouse } = context;
  const path = warehouse.checkedPath(location);
  if (!path.endsWith('.metadata.json'))
    throw badRequest(`Cannot register ${location}: its name has to end with .metadata.json, not compressed`);
  const text = await readInside(context, path, location);
  const metadata = asObject(parseJson(text), location);
  checkTableMetadata(metadata);
  warehouse.checkedPath(String(metadata.location));
  const id = mainSnapshotId(metadata);
  const snapshot = id === null ? undefined : snapshotById(metadata, id);
  const files = snapshot === undefined ? [] : await snapshotFiles(warehouse, snapshot, new Set(), false);
  await syncFiles(files);
  await context.directories.sync([path, ...files]);
  return { location, text, metadata };
}

async function readInside(context: CatalogContext, path: string, location: string): Promise<string> {
  try {
    if (!(await context.warehouse.holds(path)))
      throw badRequest(`The location ${location} is outside the warehouse`);
    await syncFile(path);
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isPenstockError(error)) throw error;
    if (sqlStateOf(error) === 'ENOENT') throw metadataMissing(location, error);
    throw badRequest(`Cannot register ${location}: it cannot be read`, error);
  }
}
