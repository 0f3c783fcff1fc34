import { PenstockError } from '@penstock/common';
import { writeAudit } from '../audit/audit-repository';
import type { ActorRef, ControlServices } from '../contracts/services';
import type { Database } from '../db/client';
import { lockInTransaction } from '../db/locks';
import { findPipeline, findPipelineByKey } from '../pipelines/pipeline-repository';
import { findProject } from '../projects/project-repository';
import type { RevisionReader } from '../projects/revision-reader';
import { listSamples, readSample, removeSample, sampleUsage, upsertSample } from './sample-repository';

/** A sample is a handful of messages to look at; larger ones belong in Kafka. */
export const sampleLimits = {
  bytes: 5 * 1024 * 1024,
  messages: 10_000,
  perPipeline: 50,
  bytesPerPipeline: 50 * 1024 * 1024,
} as const;

/** Samples of the project folder (in the head revision) and captured ones side by side; a captured one wins over a file of the same name. */
export function createSampleService(
  database: Database,
  revisions: RevisionReader,
): ControlServices['samples'] {
  return {
    async list(projectId, pipelineKey) {
      const pipeline = await findPipelineByKey(database.db, projectId, pipelineKey);
      const captured = pipeline ? await listSamples(database.db, pipeline.id) : [];
      const names = new Set(captured.map((sample) => sample.name));
      const files = await projectSamples(projectId, pipelineKey);
      return [
        ...captured.map((sample) => ({ ...sample, origin: 'captured' as const })),
        ...files
          .filter((file) => !names.has(file.name))
          .map((file) => ({
            id: null,
            name: file.name,
            count: countLines(file.text),
            origin: 'project' as const,
          })),
      ];
    },
    async read(projectId, pipelineKey, name) {
      const pipeline = await findPipelineByKey(database.db, projectId, pipelineKey);
      const captured = pipeline ? await readSample(database.db, pipeline.id, name) : null;
      const text =
        captured ?? (await projectSamples(projectId, pipelineKey)).find((file) => file.name === name)?.text;
      if (text === undefined)
        throw new PenstockError(
          'not_found',
          `The sample "${name}" does not exist any more. Choose another one.`,
        );
      return text;
    },
    save: (actor, projectId, pipelineId, input) => save(database, actor, projectId, pipelineId, input),
    async remove(actor, projectId, id) {
      await database.transaction(async (tx) => {
        if (!(await removeSample(tx, projectId, id)))
          throw new PenstockError('not_found', 'This sample does not exist any more.');
        await writeAudit(tx, {
          actor,
          projectId,
          action: 'sample.remove',
          resourceKind: 'sample',
          resourceId: id,
        });
      });
    },
  };

  async function projectSamples(
    projectId: string,
    pipelineKey: string,
  ): Promise<{ name: string; text: string }[]> {
    const head = (await findProject(database.db, projectId))?.headRevision;
    if (!head) return [];
    const folder = `samples/${pipelineKey}/`;
    const files = await revisions.textsUnder(head.id, folder);
    return files
      .filter((file) => file.path.endsWith('.jsonl') && !file.path.slice(folder.length).includes('/'))
      .map((file) => ({ name: file.path.slice(folder.length, -'.jsonl'.length), text: file.text }));
  }
}

async function save(
  database: Database,
  actor: ActorRef,
  projectId: string,
  pipelineId: string,
  input: { name: string; jsonl: string; source: string },
): Promise<{ id: string }> {
  const name = input.name.trim();
  if (name === '' || name.length > 120 || /[/\\\p{Cc}]/u.test(name))
    throw new PenstockError('bad_input', 'Give the sample a name of at most 120 characters without slashes.');
  const bytes = Buffer.byteLength(input.jsonl);
  const count = checkLines(input.jsonl);
  if (bytes > sampleLimits.bytes || count > sampleLimits.messages) {
    throw new PenstockError(
      'too_large',
      `A sample holds at most ${sampleLimits.messages.toLocaleString('en')} messages and ${sampleLimits.bytes / 1024 / 1024} MiB. Capture fewer messages.`,
    );
  }
  return await database.transaction(async (tx) => {
    await lockInTransaction(tx, `samples:${pipelineId}`);
    const pipeline = await findPipeline(tx, pipelineId);
    if (!pipeline || pipeline.projectId !== projectId)
      throw new PenstockError(
        'not_found',
        'This pipeline does not exist. Publish it first, then save samples for it.',
      );
    const usage = await sampleUsage(tx, pipelineId);
    if (usage.count >= sampleLimits.perPipeline || usage.bytes + bytes > sampleLimits.bytesPerPipeline) {
      const known = await readSample(tx, pipelineId, name);
      if (known === null)
        throw new PenstockError(
          'too_large',
          'This pipeline has as many samples as it can hold. Remove one, then save again.',
        );
    }
    const saved = await upsertSample(tx, {
      projectId,
      pipelineId,
      name,
      jsonl: input.jsonl,
      count,
      source: input.source,
      createdBy: actor.id,
    });
    await writeAudit(tx, {
      actor,
      projectId,
      action: 'sample.save',
      resourceKind: 'sample',
      resourceId: saved.id,
      detail: { name, count },
    });
    return saved;
  });
}

function checkLines(jsonl: string): number {
  let count = 0;
  for (const [index, line] of jsonl.split('\n').entries()) {
    if (line.trim() === '') continue;
    count += 1;
    try {
      JSON.parse(line);
    } catch (cause) {
      throw new PenstockError(
        'bad_input',
        `Line ${index + 1} of the sample is not JSON. Each line is one message.`,
        { cause },
      );
    }
  }
  return count;
}

function countLines(jsonl: string): number {
  return jsonl.split('\n').filter((line) => line.trim() !== '').length;
}
