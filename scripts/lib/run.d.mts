export function run(
  command: string,
  args: string[],
  options?: { cwd?: string; env?: NodeJS.ProcessEnv; show?: boolean; ownGroup?: boolean },
): Promise<{ code: number; output: string }>;
