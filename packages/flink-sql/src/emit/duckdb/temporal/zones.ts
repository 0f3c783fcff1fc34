/**
 * The name under which DuckDB knows a session time zone of Flink, or null. Offsets such as GMT-08:00 have names of whole
 * hours only, with the sign turned round.
 */
export function zoneFor(id: string): string | null {
  if (/^(UTC|[A-Z][A-Za-z_]+(\/[A-Z][A-Za-z_-]+)+)$/.test(id)) return id;
  const offset = /^GMT([+-])(\d{1,2})(:00)?$/.exec(id);
  if (!offset) return null;
  const hours = Number(offset[2]);
  const east = offset[1] === '+';
  if (hours > (east ? 14 : 12)) return null;
  return hours === 0 ? 'UTC' : `Etc/GMT${east ? '-' : '+'}${hours}`;
}

export function hasFixedOffset(id: string): boolean {
  return id === 'UTC' || /^GMT[+-]/.test(id);
}

/** Zones for which java.util.TimeZone takes another offset than the standard one before 1900. */
export function hasOddPast(id: string): boolean {
  return /^(Africa\/(Casablanca|El_Aaiun|Windhoek)|America\/(Asuncion|Scoresbysund))$/.test(id);
}
