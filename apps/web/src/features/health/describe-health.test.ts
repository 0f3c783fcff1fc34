import { describe, expect, it } from 'vitest';
import { describeHealth } from './describe-health';

type Part = Parameters<typeof describeHealth>[0]['parts'][number];
const part = (name: string, state: Part['state'], more: Partial<Part> = {}): Part => ({
  name,
  label: name,
  state,
  message: null,
  percent: null,
  doing: null,
  ...more,
});

describe('the health line', () => {
  it('is gone when all is well', () => {
    expect(
      describeHealth({
        ok: true,
        parts: [part('postgres', 'up'), part('generator', 'off', { message: 'switched off' })],
      }),
    ).toEqual([]);
  });

  it('says how far what is still coming has come', () => {
    const kafka = part('kafka', 'coming', { label: 'Kafka', doing: 'fetching', percent: 61.4 });
    expect(describeHealth({ ok: false, parts: [kafka] })[0]?.text).toContain('Kafka is being fetched, 61 %');
  });

  it('says why there is no Kafka and how to connect one', () => {
    const off = (message: string | null) =>
      describeHealth({ ok: true, parts: [part('kafka', 'off', { label: 'Kafka', message })] })[0]?.text;
    expect(off('no Java was found; set KAFKA_BROKERS for a real Kafka')).toBe(
      'Kafka: no Java was found; set KAFKA_BROKERS for a real Kafka.',
    );
    expect(off(null)).toContain('KAFKA_BROKERS');
  });

  it('puts what is down first', () => {
    const lines = describeHealth({
      ok: false,
      parts: [part('runner', 'coming', { doing: 'starting' }), part('server', 'down')],
    });
    expect(lines.map(({ tone }) => tone)).toEqual(['bad', 'accent']);
  });
});
