import { type LosslessJson, LosslessNumber, parseLossless, stringifyLossless } from '@penstock/common';
import { type FileDiagnostic, SourceFile } from './diagnostics/file-diagnostic';
import { fileText, type ProjectFiles } from './project-files';

/** One Kafka message of a sample. At most one of `value` and `valueBase64` is set; neither for a tombstone. */
export type SampleMessage = {
  partition: number;
  /** 64-bit, decimal. */
  offset: string;
  /** Milliseconds since 1970, decimal. */
  timestampMs: string | null;
  key: string | null;
  headers: [string, string][];
  value: string | null;
  valueBase64: string | null;
};

export type SampleFile = {
  name: string;
  file: string;
  messages: SampleMessage[];
  diagnostics: FileDiagnostic[];
};

const maxMessages = 10_000;

/** The samples of a pipeline in its folder, by name. Lines that cannot be read are reported and left out. */
export function samplesOf(files: ProjectFiles, key: string): SampleFile[] {
  const prefix = `samples/${key}/`;
  return Object.keys(files)
    .filter(
      (path) =>
        path.startsWith(prefix) && path.endsWith('.jsonl') && !path.slice(prefix.length).includes('/'),
    )
    .sort()
    .map((path) => ({
      name: path.slice(prefix.length, -'.jsonl'.length),
      file: path,
      ...parseSample(path, fileText(files, path) ?? ''),
    }));
}

/** Reads a line per message: `{key, headers, timestamp, partition, offset, value | valueBase64}`; all but the value optional. */
export function parseSample(
  path: string,
  text: string,
): { messages: SampleMessage[]; diagnostics: FileDiagnostic[] } {
  const source = new SourceFile(path, text);
  const messages: SampleMessage[] = [];
  const diagnostics: FileDiagnostic[] = [];
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at < text.length && messages.length < maxMessages && diagnostics.length < 100) {
    const newline = text.indexOf('\n', at);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(at, end);
    if (line.trim() !== '') {
      const message = readLine(line, messages.length);
      if (typeof message === 'string')
        diagnostics.push(source.diagnostic({ start: at, end, code: 'sample_line', message }));
      else messages.push(message);
    }
    at = end + 1;
  }
  return { messages, diagnostics };
}

/** A sample file's text; the opposite of `parseSample`. */
export function formatSample(messages: readonly SampleMessage[]): string {
  return messages
    .map(({ key, headers, timestampMs, partition, offset, value, valueBase64 }) =>
      stringifyLossless({
        key,
        ...(headers.length > 0 ? { headers } : {}),
        timestamp: timestampMs === null ? null : new LosslessNumber(timestampMs),
        partition,
        offset: new LosslessNumber(offset),
        ...(valueBase64 === null ? { value } : { valueBase64 }),
      }),
    )
    .map((line) => `${line}\n`)
    .join('');
}

/** The message, or the reason why the line is none. */
function readLine(line: string, index: number): SampleMessage | string {
  let json: LosslessJson;
  try {
    json = parseLossless(line);
  } catch {
    return 'This line is not valid JSON. Put one message on each line; a broken value goes into quotes: {"value": "…"}.';
  }
  if (json === null || typeof json !== 'object' || Array.isArray(json) || json instanceof LosslessNumber)
    return 'A message is an object such as {"key": "1", "value": "…"}.';
  const get = (name: string) => (Object.hasOwn(json, name) ? json[name] : undefined);
  const partition = digits(get('partition'));
  const offset = digits(get('offset'));
  const timestampMs = timestampOf(get('timestamp') ?? get('timestampMs'));
  if (partition === 'bad' || offset === 'bad' || timestampMs === 'bad')
    return '"partition", "offset" and "timestamp" are whole numbers (timestamp also ISO 8601).';
  const base64 = get('valueBase64');
  if (
    base64 !== undefined &&
    base64 !== null &&
    (typeof base64 !== 'string' || !/^[A-Za-z0-9+/]*={0,2}$/.test(base64))
  )
    return '"valueBase64" must be base64 text.';
  if (base64 === undefined && get('value') === undefined)
    return 'This message has no "value". Write null for a tombstone.';
  return {
    partition: Number(partition ?? '0'),
    offset: offset ?? String(index),
    timestampMs: timestampMs ?? null,
    key: textOf(get('key')),
    headers: headersOf(get('headers')),
    value: typeof base64 === 'string' ? null : textOf(get('value')),
    valueBase64: typeof base64 === 'string' ? base64 : null,
  };
}

/** Text as it is; anything else, such as a value written as an object, as its JSON. */
function textOf(value: LosslessJson | undefined): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : stringifyLossless(value);
}

function digits(value: LosslessJson | undefined): string | undefined | 'bad' {
  if (value === undefined || value === null) return undefined;
  const text = value instanceof LosslessNumber ? value.value : value;
  return typeof text === 'string' && /^\d{1,19}$/.test(text) ? text : 'bad';
}

function timestampOf(value: LosslessJson | undefined): string | undefined | 'bad' {
  const number = digits(value);
  if (number !== 'bad' || typeof value !== 'string') return number;
  const ms = Date.parse(value);
  return Number.isNaN(ms) ? 'bad' : String(ms);
}

function headersOf(value: LosslessJson | undefined): [string, string][] {
  if (Array.isArray(value))
    return value.flatMap((pair): [string, string][] =>
      Array.isArray(pair) ? [[textOf(pair[0]) ?? '', textOf(pair[1]) ?? '']] : [],
    );
  if (value === undefined || value === null || typeof value !== 'object' || value instanceof LosslessNumber)
    return [];
  return Object.entries(value).map(([name, one]) => [name, textOf(one) ?? '']);
}
