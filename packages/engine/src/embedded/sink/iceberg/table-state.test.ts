import { parseLossless } from '@penstock/common';
import { expect, it } from 'vitest';
import { asObject } from './rest-client';
import { readTableState } from './table-state';

it("counts the bytes of the last commit that wrote rows, not of the catalog's own rewrite of manifests after it", () => {
  const answer = asObject(
    parseLossless(`{"metadata":{"table-uuid":"u","location":"/w/t","current-schema-id":0,"last-column-id":0,
      "schemas":[{"schema-id":0,"fields":[]}],"current-snapshot-id":9007199254740995,"snapshots":[
        {"snapshot-id":9007199254740993,"summary":{"operation":"append","added-files-size":"70"}},
        {"snapshot-id":9007199254740994,"parent-snapshot-id":9007199254740993,"summary":{"operation":"append","added-files-size":"71"}},
        {"snapshot-id":9007199254740995,"parent-snapshot-id":9007199254740994,"summary":{"operation":"replace"}}]}}`),
  );
  expect(readTableState(answer)).toMatchObject({ snapshotId: '9007199254740995', addedBytes: 71n });
});
