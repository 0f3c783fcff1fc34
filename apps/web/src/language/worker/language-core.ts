import {
  type FromWorker,
  type LanguageAnswers,
  type LanguageQuestion,
  localEnvironment,
  type ToWorker,
} from '../protocol';
import { answerQuestion } from './questions';
import { type Project, resolveProject } from './resolve-project';

type Ports = { post(message: FromWorker): void; defer(task: () => void): void; now(): number };

/**
 * The worker without its thread: keeps the draft's files, resolves them after each change and answers questions.
 * Several changes that arrive together are resolved once, for the newest.
 */
export function createLanguageCore(ports: Ports): (message: ToWorker) => void {
  const files: Record<string, string> = {};
  let context = { revision: 0, pipeline: null as string | null, environment: localEnvironment };
  let project: Project | null = null;
  let planned = false;

  /** Resolves once per revision, whoever needs it first. */
  function current(): Project {
    project ??= resolveProject({ ...files }, context.environment);
    return project;
  }

  function publish(): void {
    planned = false;
    const started = ports.now();
    try {
      const view = current().view(context.pipeline);
      ports.post({ type: 'resolved', revision: context.revision, view, tookMs: ports.now() - started });
    } catch (error) {
      ports.post({ type: 'failed', id: null, revision: context.revision, message: messageOf(error) });
    }
  }

  function ask(id: number, question: LanguageQuestion): void {
    try {
      const answer: LanguageAnswers[keyof LanguageAnswers] = answerQuestion(current(), question);
      ports.post({ type: 'answer', id, answer });
    } catch (error) {
      ports.post({ type: 'failed', id, revision: context.revision, message: messageOf(error) });
    }
  }

  return (message) => {
    if (message.type === 'ask') {
      ask(message.id, message.question);
      return;
    }
    for (const [path, text] of Object.entries(message.changes)) {
      if (text === null) delete files[path];
      else files[path] = text;
    }
    context = { revision: message.revision, pipeline: message.pipeline, environment: message.environment };
    project = null;
    if (planned) return;
    planned = true;
    ports.defer(publish);
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
