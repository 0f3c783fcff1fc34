import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readZipEntry } from './zip';

interface Entry {
  name: string;
  bytes: Buffer;
  method: 0 | 8;
}

/** A zip as APPNOTE.TXT describes it, with an extra field in the local header only, as wheels may have. */
function zipOf(entries: Entry[], comment = ''): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, method } of entries) {
    const packed = method === 8 ? deflateRawSync(bytes) : bytes;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(method, 8);
    local.writeUInt16LE(name.length, 26);
    local.writeUInt16LE(4, 28);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(method, 10);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(bytes.length, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(offset, 42);
    const block = Buffer.concat([local, Buffer.from(name), Buffer.alloc(4), packed]);
    locals.push(block);
    directory.push(Buffer.concat([central, Buffer.from(name)]));
    offset += block.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...locals, ...directory, end, Buffer.from(comment)]);
}

const big = Buffer.from('iceberg '.repeat(5_000));
const archive = zipOf(
  [
    { name: 'duckdb/__init__.py', bytes: Buffer.alloc(0), method: 0 },
    { name: 'duckdb/extensions/v1.5.5/iceberg.duckdb_extension', bytes: big, method: 8 },
    { name: 'duckdb/RECORD', bytes: Buffer.from('plain'), method: 0 },
  ],
  'a comment at the end',
);

test('deflated and stored files come out as they went in', () => {
  expect(readZipEntry(archive, '/iceberg.duckdb_extension')?.equals(big)).toBe(true);
  expect(readZipEntry(archive, '/RECORD')?.toString()).toBe('plain');
  expect(readZipEntry(archive, '/__init__.py')?.length).toBe(0);
});

test('a file that is not in the archive is undefined', () => {
  expect(readZipEntry(archive, '/avro.duckdb_extension')).toBeUndefined();
});

test('an archive that was cut short is refused', () => {
  expect(() => readZipEntry(archive.subarray(0, archive.length - 60), '/RECORD')).toThrow(/cut short/);
});

test("an archive of Python's own zipfile is read", (context) => {
  const dir = mkdtempSync(join(tmpdir(), 'penstock-zip-'));
  writeFileSync(join(dir, 'a.txt'), big);
  try {
    execFileSync('python3', ['-m', 'zipfile', '-c', 'made.zip', 'a.txt'], { cwd: dir, stdio: 'ignore' });
  } catch {
    return context.skip('python3 is not installed');
  }
  expect(readZipEntry(readFileSync(join(dir, 'made.zip')), 'a.txt')?.equals(big)).toBe(true);
});
