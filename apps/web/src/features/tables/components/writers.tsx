import type { TableWriter } from '@penstock/control/contracts';
import { Writer } from './writer';

const keyOf = (writer: TableWriter) =>
  writer.kind === 'pipeline'
    ? writer.deploymentId
    : `${writer.kind} ${writer.kind === 'outside' ? writer.name : ''}`;

export function Writers({ writers }: { writers: readonly TableWriter[] }) {
  if (writers.length === 0) return <span className="text-muted">nobody yet</span>;
  return writers.map((writer, index) => (
    <span key={keyOf(writer)}>
      {index > 0 ? ', ' : null}
      <Writer writer={writer} />
    </span>
  ));
}
