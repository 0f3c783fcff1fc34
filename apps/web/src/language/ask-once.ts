import type { AnswerOf, LanguageQuestion } from './protocol';
import { startLanguage } from './start-language';

/** One answer of the language worker about these files, for dialogs outside the editor. */
export async function askOnce<Q extends LanguageQuestion>(
  files: Record<string, string>,
  question: Q,
): Promise<AnswerOf<Q>> {
  const client = startLanguage();
  try {
    client.sync(files, null);
    return await client.ask(question);
  } finally {
    client.close();
  }
}
