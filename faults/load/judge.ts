/** What the reference transform, written apart from the engine, makes of one message. */
export type Judged = { row: string } | 'filtered' | 'set aside';

const DEEPEST = 1000;

/**
 * The reference for the pipeline of `order-project.ts`: orders with a positive amount; a record without a value is
 * passed over; what is not a JSON object of the declared types is set aside.
 */
export function judge(value: Buffer | null): Judged {
  if (value === null) return 'filtered';
  const order = readOrder(value);
  if (order === null) return 'set aside';
  if (order.amount === undefined || !(order.amount > 0)) return 'filtered';
  return {
    row: [order.order_id, order.user_id, order.amount, order.status, order.timestamp_ms].map(text).join('|'),
  };
}

type Order = Partial<{
  order_id: string;
  user_id: number;
  amount: number;
  status: string;
  timestamp_ms: number;
}>;

function readOrder(value: Buffer): Order | null {
  const json = value.toString('utf8');
  if (!Buffer.from(json, 'utf8').equals(value) || depthOf(json) > DEEPEST) return null;
  try {
    const order: unknown = JSON.parse(json);
    if (typeof order !== 'object' || order === null || Array.isArray(order)) return null;
    return hasTypes(order as Order) ? (order as Order) : null;
  } catch {
    return null;
  }
}

function hasTypes({ user_id, amount, timestamp_ms }: Order): boolean {
  const isWhole = (value: unknown) => value === undefined || Number.isSafeInteger(value);
  return isWhole(user_id) && isWhole(timestamp_ms) && (amount === undefined || Number.isFinite(amount));
}

/** Brackets in strings count too; the messages here have none. */
function depthOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of json) {
    if (character === '[' || character === '{') deepest = Math.max(deepest, ++depth);
    else if (character === ']' || character === '}') depth -= 1;
  }
  return deepest;
}

function text(value: unknown): string {
  return value === undefined ? 'null' : String(value);
}
