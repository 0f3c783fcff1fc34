import { badRequest, noSuchTable } from '../errors';
import type { MetadataFile } from '../files/metadata-files';
import { matchesEtag, type SnapshotMode, tableEtag } from '../http/etag';
import { page } from '../http/paging';
import { json, jsonText, noContent } from '../http/responses';
import type { Call, CatalogResponse, Handler } from '../http/types';
import { checkedName, namespaceFromText, printTable, type TableIdent } from '../identifiers';
import { isJsonObject, longAt, objectsAt } from '../json/json-object';
import { writeJson } from '../json/json-text';
import { reading } from '../store/database';
import { requireNamespace } from '../store/namespaces';
import { findTable, listTables } from '../store/tables';
import { requireCurrent } from './current-table';

export function tableOf(call: Call): TableIdent {
  return {
    namespace: namespaceFromText(call.params.namespace ?? ''),
    name: checkedName(call.params.table ?? '', 'table name'),
  };
}

export const listTableIdents: Handler = async (call) => {
  const namespace = namespaceFromText(call.params.namespace ?? '');
  const names = await reading(async () => {
    await requireNamespace(call.context.pool, namespace);
    return listTables(call.context.pool, namespace);
  });
  const { entries, nextPageToken } = page(names, call.query);
  return json({
    'next-page-token': nextPageToken,
    identifiers: entries.map((name) => ({ namespace, name })),
  });
};

/**
 * `snapshots=refs` leaves out the snapshots that no branch or tag points to. 304 without a body when the client has
 * this very representation (`If-None-Match`).
 */
export const loadTable: Handler = async (call) => {
  const mode = snapshotMode(call.query.get('snapshots'));
  const { file } = await requireCurrent(call.context, tableOf(call));
  const etag = tableEtag(file.location, mode);
  if (matchesEtag(call.headers['if-none-match'], etag)) return { status: 304, headers: { etag }, body: null };
  return tableResponse(mode === 'refs' ? onlyReferenced(file) : file, mode);
};

function snapshotMode(text: string | null): SnapshotMode {
  if (text === null || text === 'all') return 'all';
  if (text === 'refs') return 'refs';
  throw badRequest(`Cannot load snapshots=${text}: all and refs are possible`);
}

function onlyReferenced(file: MetadataFile): MetadataFile {
  const refs = isJsonObject(file.metadata.refs) ? Object.values(file.metadata.refs) : [];
  const named = new Set(refs.filter(isJsonObject).map((ref) => longAt(ref, 'snapshot-id')));
  const snapshots = objectsAt(file.metadata, 'snapshots').filter((entry) =>
    named.has(longAt(entry, 'snapshot-id')),
  );
  const metadata = { ...file.metadata, snapshots };
  return { ...file, metadata, text: writeJson(metadata) };
}

/** `LoadTableResult`; the metadata goes out as the text that lies in its file. `location` null: staged, not stored. */
export function tableResponse(
  file: { location: string | null; text: string },
  mode: SnapshotMode = 'all',
): CatalogResponse {
  const location = file.location === null ? '' : `"metadata-location":${JSON.stringify(file.location)},`;
  const response = jsonText(`{${location}"metadata":${file.text},"config":{}}`);
  if (file.location !== null) response.headers.etag = tableEtag(file.location, mode);
  return response;
}

export const tableExists: Handler = async (call) => {
  const ident = tableOf(call);
  const row = await reading(() => findTable(call.context.pool, ident));
  if (row === null) throw noSuchTable(printTable(ident));
  return noContent();
};

/** Scan reports are accepted and not kept. */
export const reportMetrics: Handler = async (call) => {
  tableOf(call);
  return noContent();
};
