import type { Bound, BoundCall } from '../../analyze/bound';
import { implicitCast } from '../../analyze/make';
import type { SqlType } from '../../types/sql-type';
import type { Emitter } from './emitter';
import type { FunctionEmitter } from './function-emitter';
import { fitsInto } from './implicit-fit';
import { equality } from './nested-equality';
import { toDuckDbType } from './types';

export interface ArrayAndElement {
  readonly array: string;
  readonly needle: string;
  readonly element: SqlType;
}

/** An array and a value of its element type; null where Flink's implicit cast of the value might change it. */
export function arrayAndElement(emitter: Emitter, node: BoundCall): ArrayAndElement | null {
  const [array, needle] = node.args;
  if (array?.type.kind !== 'ARRAY' || !needle) return null;
  const { element } = array.type;
  if (element.kind === 'NULL') return null;
  const cast = needleOf(emitter, needle, element);
  return cast === null ? null : { array: emitter.expr(array), needle: cast, element };
}

function needleOf(emitter: Emitter, needle: Bound, element: SqlType): string | null {
  const type = toDuckDbType(element);
  if (needle.type.kind === 'NULL') return `CAST(NULL AS ${type})`;
  if (!fitsInto(needle.type, element)) return null;
  return `CAST(${emitter.expr(implicitCast(needle, element))} AS ${type})`;
}

/** The body over an array, a value, and the SQL that tells whether an element is that value (NULL is NULL). */
function search(
  body: (array: string, needle: string, test: (element: string) => string) => string,
): FunctionEmitter {
  return (emitter, node) => {
    const found = arrayAndElement(emitter, node);
    if (!found) return null;
    let refused = false;
    const sql = emitter.bindOnce(found.array, (array) =>
      emitter.bindOnce(found.needle, (needle) =>
        body(array, needle, (x) => {
          const equal = equality(emitter, x, needle, found.element);
          if (equal === null) refused = true;
          return `CASE WHEN ${x} IS NULL OR ${needle} IS NULL THEN ${x} IS NULL AND ${needle} IS NULL ELSE ${equal ?? 'NULL'} END`;
        }),
      ),
    );
    return refused ? null : sql;
  };
}

const filtered = (array: string, condition: (x: string) => string): string =>
  `list_filter(${array}, lambda x: ${condition('x')})`;

const contains = search((array, _needle, test) => `(len(${filtered(array, test)}) > 0)`);

const remove = search((array, _needle, test) => filtered(array, (x) => `NOT (${test(x)})`));

/** 0 when there is no such element, NULL when the value is NULL. */
const position = search(
  (array, needle, test) =>
    `CASE WHEN ${array} IS NOT NULL AND ${needle} IS NOT NULL THEN CAST(COALESCE(list_position(list_transform(${array}, lambda x: ${test('x')}), TRUE), 0) AS INTEGER) END`,
);

function added(write: (array: string, element: string) => string): FunctionEmitter {
  return (emitter, node) => {
    const found = arrayAndElement(emitter, node);
    return found && `CAST((${write(found.array, `[${found.needle}]`)}) AS ${toDuckDbType(node.type)})`;
  };
}

export const arraySearchEmitters: Readonly<Record<string, FunctionEmitter>> = {
  ARRAY_CONTAINS: contains,
  ARRAY_REMOVE: remove,
  ARRAY_POSITION: position,
  // With || the result of a NULL array is NULL.
  ARRAY_APPEND: added((array, element) => `${array} || ${element}`),
  ARRAY_PREPEND: added((array, element) => `${element} || ${array}`),
};
