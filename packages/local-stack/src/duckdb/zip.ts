import { inflateRawSync } from 'node:zlib';

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const maxComment = 65_535;

/**
 * One file out of a zip archive (a Python wheel is one), by the end of its name. Reads the central directory, methods
 * "stored" and "deflate"; no encryption, no zip64: enough for wheels.
 *
 * Source: PKWARE APPNOTE.TXT 4.3.
 */
export function readZipEntry(archive: Buffer, nameEnd: string): Buffer | undefined {
  const end = findEnd(archive);
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (archive.readUInt32LE(at) !== entrySignature)
      throw new Error('the central directory of the zip is damaged');
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    if (name.endsWith(nameEnd)) return extract(archive, at);
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return undefined;
}

function findEnd(archive: Buffer): number {
  const lowest = Math.max(0, archive.length - 22 - maxComment);
  for (let at = archive.length - 22; at >= lowest; at -= 1) {
    if (archive.readUInt32LE(at) === endSignature) return at;
  }
  throw new Error('not a zip file, or cut short');
}

function extract(archive: Buffer, entry: number): Buffer {
  const method = archive.readUInt16LE(entry + 10);
  const packed = archive.readUInt32LE(entry + 20);
  const size = archive.readUInt32LE(entry + 24);
  const header = archive.readUInt32LE(entry + 42);
  // name and extra field are repeated before the data, the extra field often with another length
  const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
  const bytes = archive.subarray(start, start + packed);
  if (method === 0) return bytes;
  if (method !== 8) throw new Error(`zip compression method ${method} is not known`);
  return inflateRawSync(bytes, { maxOutputLength: Math.max(size, 1) });
}
