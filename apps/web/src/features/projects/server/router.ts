import { z } from 'zod';
import { procedure, router } from '../../../server/trpc/procedure';
import { inProject, none, project } from '../../../server/trpc/resources';
import { readExample } from './example';

const folder = z.object({
  slug: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'Use small letters, digits and dashes.'),
  name: z.string().min(1).max(100),
  /** Path → text. */
  files: z.record(z.string().max(300), z.string().max(2_000_000)),
});

export const projectsRouter = router({
  list: procedure('project.list', z.void(), none).query(({ ctx }) => ctx.control.projects.list()),

  get: procedure('project.read', inProject, project).query(({ ctx, input }) =>
    ctx.control.projects.get(input.projectId),
  ),

  importFolder: procedure('project.import', folder, none).mutation(({ ctx, input }) => {
    const encoder = new TextEncoder();
    const files = Object.fromEntries(
      Object.entries(input.files).map(([path, text]) => [path, encoder.encode(text)]),
    );
    return ctx.control.projects.importFolder(ctx.actor, { ...input, files, message: 'Imported' });
  }),

  startFromExample: procedure('project.import', z.object({}), none).mutation(async ({ ctx }) => {
    const files = await readExample();
    return ctx.control.projects.importFolder(ctx.actor, {
      slug: 'shop-streams',
      name: 'shop-streams',
      files,
      message: 'Started from the example',
    });
  }),
});
