import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** One part as the launcher writes it into PENSTOCK_STATUS_FILE. `absent`: deliberately not there. */
const partSchema = z.looseObject({
  name: z.string(),
  label: z.string(),
  state: z.enum(['waiting', 'fetching', 'starting', 'ready', 'failed', 'restarting', 'absent']),
  detail: z.string().optional(),
  progress: z.number().optional(),
});
const statusSchema = z.looseObject({ parts: z.array(partSchema) });

export type LauncherPart = z.infer<typeof partSchema>;

/** Empty when there is no launcher or the file is not there yet. */
export async function readStatusFile(path: string | undefined): Promise<LauncherPart[]> {
  if (!path) return [];
  try {
    const parsed = statusSchema.safeParse(JSON.parse(await readFile(path, 'utf8')));
    return parsed.success ? parsed.data.parts : [];
  } catch {
    return [];
  }
}
