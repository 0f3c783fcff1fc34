import type { CreateViewStatement } from '../../tree/statement';
import type { Cursor } from '../cursor';
import { parseQuery } from '../query';
import { parseColumnNames } from '../select';
import { parseComment } from './columns';
import { type CreateHead, parseTarget } from './create-table';

/** CREATE VIEW behind its first words. */
export function parseCreateView(cursor: Cursor, head: CreateHead): CreateViewStatement {
  cursor.next();
  const ifNotExists = cursor.takeWords('IF', 'NOT', 'EXISTS');
  const view = parseTarget(cursor, head.start);
  const columns = cursor.isOp('(') ? parseColumnNames(cursor) : [];
  const comment = parseComment(cursor);
  cursor.expectWord('AS', 'before the query of the view');
  const query = parseQuery(cursor);
  return {
    kind: 'create-view',
    what: 'CREATE VIEW',
    temporary: head.temporary,
    orReplace: head.orReplace,
    ifNotExists,
    view,
    columns,
    comment,
    query,
    ...cursor.spanFrom(head.start),
  };
}
