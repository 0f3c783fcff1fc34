type Kit = { java: string; jars: string };
export function icebergKit(): Promise<Kit | { missing: string }>;
export function compiled(kit: Kit, source: string): Promise<{ classes: string } | { missing: string }>;
