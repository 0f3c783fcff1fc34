export function bundle(entries: { entry: string; output: string }[]): Promise<void>;
