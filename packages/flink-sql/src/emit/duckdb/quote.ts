/** A DuckDB identifier that cannot end early: in double quotes, inner ones doubled. NUL cannot occur in one. */
export function quoteIdent(name: string): string {
  return `"${name.replaceAll('\0', '').replaceAll('"', '""')}"`;
}

/** A DuckDB string literal that cannot end early. Backslashes have no meaning in it; NUL is written as chr(0). */
export function quoteLiteral(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`;
  return text.includes('\0') ? `(${quoted.split('\0').join("' || chr(0) || '")})` : quoted;
}
