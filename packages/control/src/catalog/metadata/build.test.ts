import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json/json-object';
import { anyLocation, doc, read, tableMetadata } from '../testing/metadata';
import { mainDescends } from './ancestry';
import { buildMetadata } from './build';
import { withFreshIds } from './fresh-ids';
import { creationUpdates } from './new-table';

const context = { ...anyLocation, nowMs: 5000n };
const set = (text: string) => [doc(`{"action":"set-properties","updates":${text}}`)];

describe('metadata after a commit', () => {
  const commits = (count: number, properties: string) => {
    let base = { metadata: tableMetadata(), location: 'm0' };
    const dropped: string[] = [];
    for (let round = 1; round <= count; round += 1) {
      const built = buildMetadata(base, set(properties), context);
      dropped.push(...built.droppedFiles);
      base = { metadata: built.metadata, location: `m${round}` };
    }
    return {
      log: (read(base.metadata['metadata-log']) as { 'metadata-file': string }[]).map(
        (e) => e['metadata-file'],
      ),
      dropped,
    };
  };

  it('names its predecessors up to the limit; older files may be deleted', () => {
    const { log, dropped } = commits(4, '{"write.metadata.previous-versions-max":"2"}');
    expect([log, dropped]).toEqual([
      ['m2', 'm3'],
      ['m0', 'm1'],
    ]);
  });
  it('keeps older files when the table asks for it', () => {
    const asked =
      '{"write.metadata.previous-versions-max":"2","write.metadata.delete-after-commit.enabled":"false"}';
    expect(commits(4, asked)).toEqual({ log: ['m2', 'm3'], dropped: [] });
  });
  it('bounds the log without any property, and never goes below one', () => {
    expect(commits(25, '{}').log).toHaveLength(20);
    expect(commits(3, '{"write.metadata.previous-versions-max":"0"}').log).toEqual(['m2']);
  });
  it('has a time that never goes back', () => {
    const old = { ...context, nowMs: 1n };
    expect(
      read(buildMetadata({ metadata: tableMetadata(), location: 'm' }, [], old).metadata['last-updated-ms']),
    ).toBe('1000');
  });
});

describe('a new table', () => {
  const request = doc(`{"schema":{"type":"struct","identifier-field-ids":[5],"fields":[
      {"id":5,"name":"a","required":true,"type":"long"},
      {"id":0,"name":"s","required":false,"type":{"type":"struct","fields":[{"id":9,"name":"x","required":false,"type":"int"}]}},
      {"id":3,"name":"l","required":false,"type":{"type":"list","element-id":4,"element":"string"}}]},
    "partition-spec":{"fields":[{"name":"p","transform":"identity","source-id":3}]},"properties":{"format-version":"2","k":"v"}}`);

  it('gets field ids from 1, level by level, in schema, spec and identifiers', () => {
    const { metadata } = buildMetadata(null, creationUpdates(request, '/w/t'), context);
    const [schema] = read(metadata.schemas) as [
      { fields: { id: string; type: unknown }[]; 'identifier-field-ids': string[] },
    ];
    expect(schema.fields.map((field) => field.id)).toEqual(['1', '2', '3']);
    expect(schema.fields[1]?.type).toMatchObject({ fields: [{ id: '4' }] });
    expect(schema.fields[2]?.type).toMatchObject({ 'element-id': '5' });
    expect(schema['identifier-field-ids']).toEqual(['1']);
    expect(read(metadata['partition-specs'])).toMatchObject([
      { fields: [{ 'source-id': '3', 'field-id': '1000' }] },
    ]);
    expect([read(metadata['last-column-id']), metadata.properties, metadata.location]).toEqual([
      '5',
      { k: 'v' },
      '/w/t',
    ]);
  });
  it('refuses field ids that are used twice and partitions over fields that are not there', () => {
    const twice = doc(
      '{"type":"struct","fields":[{"id":1,"name":"a","type":"int"},{"id":1,"name":"b","type":"int"}]}',
    );
    expect(() => withFreshIds(twice)).toThrow(/used twice/);
    const spec: JsonObject = {
      ...request,
      ...doc('{"partition-spec":{"fields":[{"name":"p","transform":"identity","source-id":8}]}}'),
    };
    expect(() => creationUpdates(spec, '/w/t')).toThrow(/no field with id 8/);
  });
  it('needs uuid, location and a schema', () => {
    expect(() => buildMetadata(null, [], context)).toThrow(/assign-uuid/);
  });
});

describe('descent', () => {
  const moved = (updates: string[]) =>
    buildMetadata({ metadata: tableMetadata(), location: 'm' }, updates.map(doc), context).metadata;
  const main = (id: number) =>
    `{"action":"set-snapshot-ref","ref-name":"main","type":"branch","snapshot-id":${id}}`;
  const add = (id: number, parent: number | null) =>
    `{"action":"add-snapshot","snapshot":{"snapshot-id":${id},"parent-snapshot-id":${parent},"sequence-number":${id},"timestamp-ms":1,"manifest-list":"x"}}`;

  it('holds for a child, a grandchild whose parent was expired in the same commit, and no move', () => {
    expect(mainDescends(tableMetadata(), moved([add(3, 2), main(3)]))).toBe(true);
    expect(
      mainDescends(
        tableMetadata(),
        moved([add(3, 2), main(3), '{"action":"remove-snapshots","snapshot-ids":[2]}']),
      ),
    ).toBe(true);
    expect(mainDescends(tableMetadata(), moved([]))).toBe(true);
  });
  it('does not hold for an ancestor, a sibling, a foreign line, or no main', () => {
    expect(mainDescends(tableMetadata(), moved([main(1)]))).toBe(false);
    expect(mainDescends(tableMetadata(), moved([add(3, 1), main(3)]))).toBe(false);
    expect(mainDescends(tableMetadata(), moved([add(3, null), main(3)]))).toBe(false);
    expect(mainDescends(tableMetadata(), moved(['{"action":"remove-snapshot-ref","ref-name":"main"}']))).toBe(
      false,
    );
  });
});
