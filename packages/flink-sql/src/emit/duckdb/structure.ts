import type { BoundCase, BoundField } from '../../analyze/bound';
import type { Emitter } from './emitter';
import { quoteLiteral } from './quote';
import { toDuckDbType } from './types';

export function emitField(emitter: Emitter, node: BoundField): string {
  return `struct_extract(${emitter.expr(node.base)}, ${quoteLiteral(node.field)})`;
}

export function emitCase(emitter: Emitter, node: BoundCase): string {
  const type = toDuckDbType(node.type);
  const branches = node.branches.map(
    (b) => `WHEN ${emitter.expr(b.when)} THEN CAST(${emitter.expr(b.result)} AS ${type})`,
  );
  return `CASE ${branches.join(' ')} ELSE CAST(${emitter.expr(node.otherwise)} AS ${type}) END`;
}
