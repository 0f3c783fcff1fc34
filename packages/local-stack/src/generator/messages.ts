import { type Random, seededRandom } from './random';

export const exampleTopics = ['bid-events', 'user-activity', 'order-events'] as const;
export type ExampleTopic = (typeof exampleTopics)[number];

export interface GeneratedMessage {
  /** the user, so that a user's messages stay in order in one partition */
  key: string;
  value: string;
}

export interface MessageSource {
  /** The next message of a topic as it would happen at `nowMs`; `sequence` is its number in the topic, from 0. */
  next(topic: ExampleTopic, nowMs: number, sequence: number): GeneratedMessage;
}

const users = 400;
const firstUser = 1_000;
/** share of messages that no schema can read, so that set-aside records can be seen */
const brokenShare = 0.004;

/** A small shop's messages: equal seed, times and sequence give equal messages. */
export function messageSource(seed: number): MessageSource {
  const makers: Record<
    ExampleTopic,
    (random: Random, at: number, sequence: number) => Record<string, unknown>
  > = {
    'bid-events': bid,
    'user-activity': activityOf(new Map()),
    'order-events': order,
  };
  const randoms = new Map(exampleTopics.map((topic, index) => [topic, seededRandom(seed * 31 + index)]));
  return {
    next(topic, nowMs, sequence) {
      const random = randoms.get(topic) ?? seededRandom(seed);
      const fields = makers[topic](random, eventTime(random, nowMs), sequence);
      return { key: String(fields.user_id), value: spoil(random, fields) };
    },
  };
}

/** Messages come a moment after what they tell of, and one in two hundred much later. */
function eventTime(random: Random, nowMs: number): number {
  const delay = random.chance(0.005) ? 10_000 + random.below(50_000) : random.below(900);
  return nowMs - delay;
}

/** Few users do most: the square of a uniform number leans to the low ids. */
function user(random: Random): number {
  return firstUser + Math.floor(random.next() ** 2 * users);
}

function money(random: Random, typical: number): number {
  const spread = Math.exp((random.next() + random.next() + random.next() - 1.5) * 1.6);
  return Math.round(typical * spread * 100) / 100;
}

function bid(random: Random, at: number): Record<string, unknown> {
  return {
    auction_id: 5_000 + random.below(60),
    user_id: user(random),
    price: money(random, 42),
    channel: random.pick(['search', 'social', 'email', 'display', 'partner']),
    timestamp_ms: at,
  };
}

function order(random: Random, at: number, sequence: number): Record<string, unknown> {
  const status = random.pick([
    'placed',
    'placed',
    'placed',
    'paid',
    'paid',
    'shipped',
    'cancelled',
    'refunded',
  ]);
  const amount = status === 'refunded' ? -money(random, 60) : status === 'cancelled' ? 0 : money(random, 60);
  return { order_id: `o-${100_000 + sequence}`, user_id: user(random), amount, status, timestamp_ms: at };
}

interface Session {
  id: string;
  device: string;
  left: number;
}

const pages = [
  '/',
  '/search?q=lamp',
  '/sale',
  '/cart',
  '/checkout',
  '/account',
  '/p/1042',
  '/p/2210',
  '/p/3177',
] as const;

function activityOf(sessions: Map<number, Session>) {
  return (random: Random, at: number, sequence: number): Record<string, unknown> => {
    const who = user(random);
    let session = sessions.get(who);
    if (!session || session.left === 0) {
      const device = random.pick(['phone', 'phone', 'desktop', 'tablet']);
      session = { id: `s-${who}-${sequence}`, device, left: 3 + random.below(20) };
      sessions.set(who, session);
    }
    session.left -= 1;
    return {
      user_id: who,
      activity_type: random.pick([
        'page_view',
        'page_view',
        'page_view',
        'click',
        'click',
        'search',
        'add_to_cart',
      ]),
      page_url: `https://shop.example${random.pick(pages)}`,
      session_id: session.id,
      device: session.device,
      timestamp_ms: at,
    };
  };
}

/** Mostly the fields as JSON; now and then a wrong type or a message cut short. */
function spoil(random: Random, fields: Record<string, unknown>): string {
  if (!random.chance(brokenShare)) return JSON.stringify(fields);
  if ('amount' in fields && random.chance(0.6)) return JSON.stringify({ ...fields, amount: 'abc' });
  if (random.chance(0.3)) return JSON.stringify({ ...fields, timestamp_ms: 'yesterday' });
  const text = JSON.stringify(fields);
  return text.slice(0, 10 + random.below(text.length - 20));
}
