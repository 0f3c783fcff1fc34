import { PythonProblem } from './problem';
import { type Literal, type Tracked, textOf } from './tracked';
import { readPythonTransformer } from './transformer';

/**
 * The file with another query in it. Only the characters between the first and the last difference are written, inside
 * the quotes they stand in; everything else of the file stays as it is. Throws `PythonProblem` when the change cannot be
 * made within one string. `sql` names the source table `{source_table}`.
 */
export function replacePythonSql(source: string, className: string | undefined, sql: string): string {
  const query = readPythonTransformer(source, className);
  const wanted = sql.replace(/\r\n?/g, '\n');
  const old = textOf(query.sql);
  if (old === wanted) return source;
  const { from, to, middle } = difference(query.sql, old, wanted);
  const place = placeOf(query.sql, from, to);
  const newline = source.includes('\r\n') ? '\r\n' : '\n';
  const written = encode(middle, place.literal, query.parameter, newline);
  const result = source.slice(0, place.start) + written + source.slice(place.end);
  if (!reads(result, className, wanted)) throw refuse(place.start, place.end);
  return result;
}

function reads(source: string, className: string | undefined, wanted: string): boolean {
  try {
    const again = textOf(readPythonTransformer(source, className).sql);
    return again === wanted || again.trim() === wanted.trim();
  } catch (error) {
    if (error instanceof PythonProblem) return false;
    throw error;
  }
}

function difference(
  tracked: Tracked,
  old: string,
  wanted: string,
): { from: number; to: number; middle: string } {
  let from = 0;
  while (from < old.length && from < wanted.length && old[from] === wanted[from]) from++;
  let tail = 0;
  while (
    tail < old.length - from &&
    tail < wanted.length - from &&
    old[old.length - 1 - tail] === wanted[wanted.length - 1 - tail]
  )
    tail++;
  let to = old.length - tail;
  // A field such as {source_table} is one place of the file: take it whole or not at all.
  const sameField = (a: number, b: number) =>
    tracked[a] !== undefined && tracked[b] !== undefined && tracked[a]?.start === tracked[b]?.start;
  while (from > 0 && sameField(from - 1, from)) from--;
  while (to < old.length && to > 0 && sameField(to - 1, to)) to++;
  return { from, to, middle: wanted.slice(from, wanted.length - (old.length - to)) };
}

function placeOf(
  tracked: Tracked,
  from: number,
  to: number,
): { start: number; end: number; literal: Literal } {
  const first = tracked[from];
  const last = tracked[to - 1];
  if (from < to) {
    const literal = first?.literal;
    const isOne = tracked.slice(from, to).every((one) => one.literal?.id === literal?.id);
    if (!first || !last || !literal || !isOne) throw refuse(first?.start ?? 0, last?.end ?? 1);
    return { start: first.start, end: last.end, literal };
  }
  if (last?.literal) return { start: last.end, end: last.end, literal: last.literal };
  if (first?.literal) return { start: first.start, end: first.start, literal: first.literal };
  throw refuse(last?.end ?? 0, last?.end ?? 1);
}

function refuse(start: number, end: number): PythonProblem {
  return new PythonProblem(
    'This change cannot be written into the Python file, because the query is put together from several pieces here. Change the file itself, or move the query to a .sql file.',
    start,
    end,
  );
}

/** SQL as the inside of this literal. */
function encode(sql: string, literal: Literal, parameter: string, newline: string): string {
  const isTriple = literal.quote.length === 3;
  const delimiter = literal.quote[0] ?? '"';
  const pieces = sql.split(/(\{source_table\})/);
  return pieces
    .map((piece, index) => {
      if (index % 2 === 1) return literal.fields ? `{${parameter}}` : piece;
      let text = literal.raw ? piece : piece.replace(/\\/g, '\\\\');
      if (literal.fields) text = text.replace(/[{}]/g, '$&$&');
      if (!literal.raw)
        text = text.replaceAll(delimiter, (match, at: number) =>
          isTriple && !isRisky(text, at, delimiter) ? match : `\\${match}`,
        );
      return isTriple ? text.replace(/\n/g, newline) : text.replace(/\n/g, '\\n');
    })
    .join('');
}

/** Inside triple quotes a quote is only a danger next to another one or at the edge of what is written. */
function isRisky(text: string, at: number, delimiter: string): boolean {
  return at === 0 || at === text.length - 1 || text[at - 1] === delimiter || text[at + 1] === delimiter;
}
