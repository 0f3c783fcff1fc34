import type { BoundLiteral } from '../../analyze/bound';
import type { Emitter } from './emitter';
import { quoteLiteral } from './quote';
import { toDuckDbType } from './types';

export function emitLiteral(emitter: Emitter, node: BoundLiteral): string {
  const { type, value } = node;
  if (value === null) return `CAST(NULL AS ${toDuckDbType(type)})`;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  switch (type.kind) {
    case 'CHAR':
    case 'VARCHAR':
      return quoteLiteral(value);
    case 'BINARY':
    case 'VARBINARY':
      return `unhex(${quoteLiteral(value)})`;
    case 'DATE':
    case 'TIME':
      return `${type.kind} ${quoteLiteral(value)}`;
    case 'TIMESTAMP':
      return `TIMESTAMP ${quoteLiteral(value)}`;
    case 'INTERVAL_MONTH':
      return `to_months(${integerText(value)})`;
    case 'INTERVAL_SECOND':
      return `to_milliseconds(${integerText(value)})`;
    case 'TINYINT':
    case 'SMALLINT':
    case 'INT':
    case 'BIGINT':
    case 'DECIMAL':
    case 'DOUBLE':
      return `CAST(${quoteLiteral(value)} AS ${toDuckDbType(type)})`;
    default:
      return emitter.refuse(node.span, 'this literal');
  }
}

/** Digits only reach the SQL unquoted. */
function integerText(value: string): string {
  return `CAST(${quoteLiteral(value)} AS BIGINT)`;
}
