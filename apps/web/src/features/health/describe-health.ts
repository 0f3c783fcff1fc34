import type { RouterOutputs } from '../../lib/trpc/types';

type Health = RouterOutputs['health']['get'];
type Part = Health['parts'][number];
export type HealthLine = { id: string; tone: 'warn' | 'accent' | 'bad'; text: string };

/** One line each for what is down, what is coming, and how to go further without Kafka; none when all is well. */
export function describeHealth(health: Health): HealthLine[] {
  const coming = health.parts.filter((part) => part.state === 'coming');
  const down = health.parts.filter((part) => part.state === 'down');
  const noKafka = health.parts.find((part) => part.name === 'kafka' && part.state === 'off');
  const lines: HealthLine[] = [];
  if (down.length > 0) {
    lines.push({
      id: 'down',
      tone: 'bad',
      text: `▲ ${down.map((part) => sentence(part.message ?? `${part.label} does not run.`)).join(' ')}`,
    });
  }
  if (coming.length > 0) {
    lines.push({
      id: 'coming',
      tone: 'accent',
      text: `${coming.map(comingText).join(', ')}. Everything else can be used meanwhile.`,
    });
  }
  if (noKafka) lines.push({ id: 'files', tone: 'accent', text: filesText(noKafka) });
  return lines;
}

/** "Kafka is being fetched, 61 %" */
function comingText(part: Part): string {
  const doing = part.doing === 'fetching' ? 'is being fetched' : 'is starting';
  return part.percent === null
    ? `${part.label} ${doing}`
    : `${part.label} ${doing}, ${Math.round(part.percent)} %`;
}

function filesText(kafka: Part): string {
  const how = 'messages are read from files instead. Set KAFKA_BROKERS to use a Kafka of yours.';
  return `${kafka.label}: ${sentence(kafka.message ?? how)}`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
