const units: Record<string, number> = {
  k: 1 / 1024,
  kb: 1 / 1024,
  kib: 1 / 1024,
  m: 1,
  mb: 1,
  mib: 1,
  g: 1024,
  gb: 1024,
  gib: 1024,
};

/** `512 MB`, `2g`, `1 GiB` as whole MiB (units are powers of 1024 as in Flink's `MemorySize`); undefined when unclear. */
export function parseMemoryMb(text: string): number | undefined {
  const match = /^\s*(\d{1,9}(?:\.\d{1,3})?)\s*([a-z]+)\s*$/i.exec(text);
  const factor = units[match?.[2]?.toLowerCase() ?? ''];
  if (!match?.[1] || factor === undefined) return undefined;
  const mb = Math.round(Number(match[1]) * factor);
  return mb >= 1 ? mb : undefined;
}
