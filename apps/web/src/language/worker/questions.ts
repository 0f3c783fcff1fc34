import { applyEdit, type EditResult, type ProjectEdit } from '@penstock/config-schema';
import { completions, formatType, hover, withNullable } from '@penstock/flink-sql';
import { differences } from '../differences';
import type { CompletionView, FileChanges, HoverView, LanguageAnswers, LanguageQuestion } from '../protocol';
import { projectEdit } from './project-edit';
import type { Project } from './resolve-project';
import { sqlOptions } from './sql-options';

/** Answers a question about the files as they are. Throws an Error whose message is for the user. */
export function answerQuestion(
  project: Project,
  question: LanguageQuestion,
): LanguageAnswers[keyof LanguageAnswers] {
  switch (question.kind) {
    case 'completions':
      return completionViews(project, question);
    case 'hover':
      return hoverView(project, question);
    case 'edit':
      return changed(
        project,
        projectEdit(question.pipeline, question.edit, queryColumns(project, question.pipeline)),
      );
    case 'fix': {
      const fix = project.diagnostics(question.pipeline)[question.diagnostic]?.fixes?.[question.fix];
      if (fix === undefined) throw new Error('This fix no longer fits the text.');
      return changed(project, { kind: 'applyFix', pipeline: question.pipeline, fix });
    }
  }
}

function changed(project: Project, edit: ProjectEdit): FileChanges {
  const result: EditResult = applyEdit(project.files, edit);
  if (!result.ok) throw new Error(result.diagnostics[0]?.message ?? 'The files could not be changed.');
  return differences(project.files, result.files);
}

/** Columns for a table made of the query: nullable, because a sink never narrows later. */
function queryColumns(project: Project, pipeline: string): { name: string; type: string }[] | null {
  const output = project.pipeline(pipeline)?.analysis?.output;
  return (
    output?.map((column) => ({
      name: column.name,
      type: storedType(formatType(withNullable(column.type, true))),
    })) ?? null
  );
}

/** An instant is stored as the time zone's local time, as the example projects do; NULL has no type to store. */
function storedType(type: string): string {
  if (type === 'NULL') return 'STRING';
  return type
    .replace(/^TIMESTAMP_LTZ\((\d)\)$/, 'TIMESTAMP($1)')
    .replace(/^TIMESTAMP\((\d)\) WITH LOCAL TIME ZONE$/, 'TIMESTAMP($1)');
}

type At = { pipeline: string; sql: string; offset: number };

function completionViews(project: Project, { pipeline: key, sql, offset }: At): CompletionView[] {
  const pipeline = project.pipeline(key);
  if (pipeline === undefined) return [];
  const word = /[`{]?[\w$]*$/.exec(sql.slice(0, offset))?.[0] ?? '';
  const rest = /^[\w$]*[`}]?/.exec(sql.slice(offset))?.[0] ?? '';
  return completions(sql, offset, sqlOptions(pipeline)).map((item, at) => ({
    ...item,
    start: offset - (item.kind === 'table' || !word.startsWith('{') ? word.length : word.length - 1),
    end:
      offset +
      (item.kind === 'table' || word.startsWith('`') ? rest.length : rest.replace(/[`}]$/, '').length),
    sortText: String(at).padStart(5, '0'),
  }));
}

function hoverView(project: Project, { pipeline: key, sql, offset }: At): HoverView | null {
  const pipeline = project.pipeline(key);
  if (pipeline === undefined) return null;
  const answer = hover(sql, offset, sqlOptions(pipeline));
  if (answer === null) return null;
  const detail = answer.detail === null ? '' : `\n\n${answer.detail}`;
  return { markdown: `\`${answer.title}\`${detail}`, start: answer.range.start, end: answer.range.end };
}
