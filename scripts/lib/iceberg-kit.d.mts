type Kit = { java: string; jars: string };
export function icebergKit(): Promise<Kit | { missing: string }>;
export function compiled(
  kit: { java: string; jars: string | readonly string[] },
  source: string,
): Promise<{ classes: string } | { missing: string }>;
