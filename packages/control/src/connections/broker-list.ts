import { PenstockError } from '@penstock/common';

const defaultPort = 9092;
const mostBrokers = 50;
const hostName = /^[a-z0-9_]([a-z0-9_.-]{0,252}[a-z0-9_])?\.?$/i;
const ipv6 = /^[0-9a-f:.]{2,45}$/i;

/**
 * Addresses as typed, taken apart and put together again: only a host and a port ever reach a socket. Throws `bad_input`
 * that names the first one that is none. Without a port it is 9092; an IPv6 address stands in brackets.
 */
export function parseBrokers(addresses: readonly string[]): string[] {
  const typed = addresses.flatMap((text) => text.split(/[\s,;]+/)).filter((text) => text !== '');
  if (typed.length === 0)
    throw new PenstockError('bad_input', 'Give at least one broker, such as kafka-1.example.com:9092.');
  if (typed.length > mostBrokers)
    throw new PenstockError('bad_input', `Give at most ${mostBrokers} brokers; Kafka tells the others.`);
  return [...new Set(typed.map(parseBroker))];
}

function parseBroker(address: string): string {
  const match = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(address);
  const [, bracketed, name, portText] = match ?? [];
  const port = Number(portText ?? defaultPort);
  const isHost = bracketed === undefined ? name !== undefined && hostName.test(name) : ipv6.test(bracketed);
  if (!isHost || port < 1 || port > 65_535)
    throw new PenstockError(
      'bad_input',
      `"${address.slice(0, 200)}" is not a broker address. Write host:port, such as kafka-1.example.com:9092.`,
    );
  return bracketed === undefined ? `${name}:${port}` : `[${bracketed}]:${port}`;
}
