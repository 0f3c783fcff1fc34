export function openTempDir(prefix: string): string;
