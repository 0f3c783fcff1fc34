import type { ProjectFiles } from '../project-files';
import { readTopics } from './read-topics';
import { readRegistrations } from './registrations';
import { resolvePipeline } from './resolve-pipeline';
import type { ResolvedProject, ResolveOptions } from './resolved';
import { readSettings } from './settings';

/**
 * The project's files as pipelines ready to run, with every problem at its place. Pure and total: any input gives an
 * answer, and an error in one pipeline leaves the others as they are.
 */
export function resolve(files: ProjectFiles, options: ResolveOptions = {}): ResolvedProject {
  const environment = options.environment ?? 'local';
  const settings = readSettings(files, environment, options.variables);
  const topics = readTopics(files);
  const registrations = readRegistrations(files);
  const context = { files, topics, settings, registrations };
  const results = topics.entries.map((pair) => resolvePipeline(pair, context));
  const keys = new Set(results.map((result) => result.pipeline.key));
  return {
    name: settings.name,
    flinkVersion: settings.flinkVersion,
    timeZone: settings.timeZone,
    environment,
    pipelines: results.map((result) => result.pipeline),
    diagnostics: [
      ...settings.diagnostics,
      ...topics.diagnostics.filter((one) => one.pipeline === undefined || !keys.has(one.pipeline)),
      ...registrations.diagnostics,
      ...results.flatMap((result) => result.diagnostics),
    ],
  };
}
