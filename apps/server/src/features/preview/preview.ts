import { PenstockError } from '@penstock/common';
import type { Message, PreviewAnswer, PreviewRequest } from '@penstock/control/server-api';
import { type PreviewPool, tryCompileTransform } from '@penstock/engine';
import { formatType } from '@penstock/flink-sql';
import { pipelineOf } from './pipeline-of-request';

/**
 * Resolves the draft, compiles its SQL and runs it on the messages. Throws `invalid_version` with the diagnostics when
 * the pipeline cannot be compiled: the editor shows them at their places anyway.
 */
export async function preview(pool: PreviewPool, request: PreviewRequest): Promise<PreviewAnswer> {
  const started = performance.now();
  const pipeline = pipelineOf(request);
  const { flinkVersion, timeZone, format, source } = pipeline;
  const compiled = tryCompileTransform(pipeline, { flinkVersion, timeZone, now: request.now });
  if (!compiled.ok) {
    const message = compiled.diagnostics[0]?.message ?? 'The pipeline names no transformer that can be read.';
    throw new PenstockError('invalid_version', message, { details: { diagnostics: compiled.diagnostics } });
  }
  const { transform } = compiled;
  const values = request.messages.map(bytesOf);
  const result = await pool.run(request.projectId, {
    format,
    columns: source.columns,
    transform,
    values,
    timeZone,
  });
  const count = (kind: string) => result.records.filter((record) => record.kind === kind).length;
  return {
    columns: transform.columns.map((column) => ({ name: column.name, type: formatType(column.type) })),
    records: result.records,
    counts: { in: values.length, out: count('out'), filtered: count('filtered'), failed: count('failed') },
    engineMs: result.engineMs,
    totalMs: performance.now() - started,
  };
}

function bytesOf(message: Message): Uint8Array | null {
  if (message.valueBase64 !== null) return Buffer.from(message.valueBase64, 'base64');
  return message.value === null ? null : Buffer.from(message.value, 'utf8');
}
