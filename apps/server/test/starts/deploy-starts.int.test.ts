import {
  createTopic,
  deleteRecordsBefore,
  extensionPaths,
  joinGroup,
  recreateTopic,
  testKafka,
} from '@penstock/local-stack/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ids, StartWorld } from './support/world';

const kafka = testKafka();
const reason = 'skip' in kafka || 'skip' in extensionPaths();

describe.skipIf(reason)('where a deploy begins to read', () => {
  let world: StartWorld;
  beforeAll(async () => {
    world = await StartWorld.open('skip' in kafka ? [] : kafka.brokers);
  });
  afterAll(() => world?.close());

  it('first: each choice says how many messages it means, and the scan mode is the one proposed', async () => {
    const topic = await createTopic({ prefix: 'starts' });
    await world.send(topic, 0, 40);
    const since = new Date(Date.now() + 3_600_000).toISOString();
    const pipe = await world.pipeline('first-deploy', topic, 'first_deploy', 'latest-offset');
    const plan = await pipe.plan(1, since);
    expect(plan.startNeeded?.code).toBe('first');
    expect(plan.startDefault).toEqual({ kind: 'latest', at: null });
    expect(plan.startChoices).toMatchObject([
      { kind: 'earliest', messages: '40', risk: null },
      {
        kind: 'latest',
        messages: '0',
        risk: '40 messages before that are not read: their rows will be missing.',
      },
      { kind: 'group', messages: null, unavailable: expect.stringMatching(/has no position/) },
      { kind: 'time', messages: '0' },
    ]);
    const member = await joinGroup(world.brokers, 'first-deploy-group', topic);
    const busy = (await pipe.plan()).startChoices.find(({ kind }) => kind === 'group');
    expect(busy?.unavailable).toMatch(/still has members/);
    await member.leave();
    const id = await pipe.deploy({ kind: 'earliest' });
    expect((await world.runner.carryOut(id, 40)).kind).toBe('stopped');
    expect(await world.ids('first_deploy')).toEqual(ids(0, 40));
    expect(await pipe.plan()).toMatchObject({
      startNeeded: null,
      startChoices: [],
      readsOn: { kind: 'position', messagesBehind: '0' },
    });
  });

  it('topic made again: the plan says so, a choice goes on, and the next deploy asks for none', async () => {
    const topic = await createTopic({ prefix: 'again' });
    await world.send(topic, 0, 30);
    const pipe = await world.pipeline('topic-again', topic, 'topic_again');
    const id = await pipe.deploy();
    await world.runner.carryOut(id, 30);
    await recreateTopic(world.brokers, topic, 1);
    await world.send(topic, 100, 120);
    expect(await world.runner.carryOut(id, 50)).toMatchObject({
      problem: { code: 'blocked:topic_recreated' },
    });
    expect((await world.control.deployments.get(id)).problem).toMatchObject({ choosesStart: true });
    const plan = await pipe.plan();
    expect(plan.startNeeded).toMatchObject({
      code: 'topic_recreated',
      title: expect.stringMatching(/another topic/),
    });
    expect(plan.startChoices.map(({ kind }) => kind)).toEqual(['earliest', 'latest', 'group', 'time']);
    expect(plan.startChoices[0]).toMatchObject({ messages: '20', risk: expect.stringMatching(/twice/) });
    await expect(pipe.deploy()).rejects.toMatchObject({ code: 'bad_input' });
    await pipe.deploy({ kind: 'earliest' });
    expect((await world.runner.carryOut(id, 50)).kind).toBe('stopped');
    expect(await world.ids('topic_again')).toEqual([...ids(0, 30), ...ids(100, 120)].sort());
    expect((await pipe.plan()).startNeeded).toBeNull();
    await pipe.deploy();
    expect((await world.runner.carryOut(id, 50)).kind).toBe('stopped');
    expect(await world.ids('topic_again')).toHaveLength(50);
  });

  it('messages that Kafka deleted: the stored position is proposed, and says how many are gone', async () => {
    const topic = await createTopic({ prefix: 'deleted' });
    await world.send(topic, 0, 30);
    const pipe = await world.pipeline('deleted-messages', topic, 'deleted_messages');
    const id = await pipe.deploy();
    await world.runner.carryOut(id, 30);
    await world.send(topic, 30, 60);
    await deleteRecordsBefore(world.brokers, topic, 0, 45);
    expect(await world.runner.carryOut(id, 60)).toMatchObject({
      problem: { code: 'blocked:offset_out_of_range' },
    });
    const plan = await pipe.plan();
    expect(plan.startDefault).toEqual({ kind: 'stored', at: null });
    expect(plan.startChoices[0]).toEqual({
      kind: 'stored',
      messages: '15',
      risk: '15 messages are no longer in Kafka: their rows will be missing.',
      unavailable: null,
    });
    await pipe.deploy({ kind: 'stored' });
    expect((await world.runner.carryOut(id, 45)).kind).toBe('stopped');
    expect(await world.ids('deleted_messages')).toEqual([...ids(0, 30), ...ids(45, 60)].sort());
  });

  it('a table with another pipeline’s rows of the topic: its position is shown and proposed, once it is stopped', async () => {
    const topic = await createTopic({ prefix: 'beside' });
    await world.send(topic, 0, 25);
    const former = await world.pipeline('former-writer', topic, 'shared_table');
    const formerId = await former.deploy();
    await world.runner.carryOut(formerId, 25);
    const heir = await world.pipeline('heir-writer', topic, 'shared_table');
    const running = await heir.plan();
    expect(running.beside).toMatchObject({
      name: 'former-writer',
      message:
        'This table already has rows of this topic up to offset 25 of partition 0, written by former-writer.',
      unavailable: expect.stringMatching(/Stop it first/),
    });
    expect(running.startDefault?.kind).not.toBe('adopt');
    expect(running.startChoices.find(({ kind }) => kind === 'earliest')?.risk).toMatch(
      /^25 messages .* twice/,
    );
    await expect(heir.deploy()).rejects.toMatchObject({ code: 'refused' });
    await former.stop();
    expect((await heir.plan()).startDefault).toEqual({ kind: 'adopt', at: null });
    await world.send(topic, 25, 40);
    const heirId = await heir.deploy();
    expect((await world.runner.carryOut(heirId, 15)).kind).toBe('stopped');
    expect(await world.ids('shared_table')).toEqual(ids(0, 40));
  });

  it('another table: the position moves along, with what is still to be read; another topic asks where to begin', async () => {
    const topic = await createTopic({ prefix: 'moving' });
    await world.send(topic, 0, 20);
    const pipe = await world.pipeline('moving-on', topic, 'moving_from');
    const id = await pipe.deploy();
    await world.runner.carryOut(id, 20);
    await world.send(topic, 20, 35);
    await pipe.publish(topic, 'moving_to');
    expect(await pipe.plan(2)).toMatchObject({
      blockers: [],
      startNeeded: null,
      table: { change: 'create' },
      moves: { from: 'penstock.moving_from', to: 'penstock.moving_to' },
      readsOn: { kind: 'position', messagesBehind: '15' },
    });
    await pipe.deploy(undefined, 2);
    expect((await world.runner.carryOut(id, 35)).kind).toBe('stopped');
    expect(await world.ids('moving_from')).toEqual(ids(0, 20));
    expect(await world.ids('moving_to')).toEqual(ids(20, 35));

    const other = await createTopic({ prefix: 'moving' });
    await world.send(other, 500, 510);
    await pipe.publish(other, 'moving_to');
    const plan = await pipe.plan(3);
    expect(plan).toMatchObject({ blockers: [], moves: null, startNeeded: { code: 'other_topic' } });
    expect(plan.startNeeded?.message).toContain(topic);
    await pipe.deploy({ kind: 'earliest' }, 3);
    expect((await world.runner.carryOut(id, 45)).kind).toBe('stopped');
    expect(await world.ids('moving_to')).toEqual([...ids(20, 35), ...ids(500, 510)].sort());
  });
});
