export type OrderProject = {
  topic: string;
  table: string;
  checkpointMs: number;
  onError: 'quarantine' | 'skip' | 'fail';
};

/** A project of one pipeline that reads `topic` into `table`, as a user would write it. */
export function orderProject(options: OrderProject): Record<string, Uint8Array> {
  const text = (value: string) => new TextEncoder().encode(value);
  return {
    'penstock.yaml': text('name: faults\n'),
    'config/topics.yaml': text(topics(options)),
    'config/transformations.yaml': text(
      'transformations:\n  orders_positive:\n    description: Orders with a positive amount\n',
    ),
    'transformations/orders_positive.sql': text(
      'SELECT order_id, user_id, amount, status, TO_TIMESTAMP_LTZ(timestamp_ms, 3) AS order_time\nFROM {source_table}\nWHERE amount > 0\n',
    ),
  };
}

function topics({ topic, table, checkpointMs, onError }: OrderProject): string {
  return `topics:
  orders-in:
    enabled: true
    topic: ${topic}
    kafka_group_id: faults-${topic}
    scan_mode: earliest-offset
    format: json
    checkpoint_interval: ${checkpointMs} ms
    on_error: ${onError}
    source_schema:
      - {name: order_id, type: STRING}
      - {name: user_id, type: BIGINT}
      - {name: amount, type: DOUBLE}
      - {name: status, type: STRING}
      - {name: timestamp_ms, type: BIGINT}
    sink:
      table_name: ${table}
      schema:
        - {name: order_id, type: STRING}
        - {name: user_id, type: BIGINT}
        - {name: amount, type: DOUBLE}
        - {name: status, type: STRING}
        - {name: order_time, type: TIMESTAMP(3)}
    transformation: orders_positive
`;
}
