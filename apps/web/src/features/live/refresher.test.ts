import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { type ChangeSet, concerns } from './concerns';
import { Refresher } from './refresher';

const none: ChangeSet = {
  everything: false,
  deploymentIds: [],
  projectIds: [],
  draftProjectIds: [],
  runners: false,
};
const listKey = [['pipelines', 'list'], { input: { projectId: 'p' }, type: 'query' }];

describe('which queries a change concerns', () => {
  const events = (id: string) => [['runs', 'events'], { input: { deploymentId: id }, type: 'query' }];

  it('are those of the deployment, and the lists that show it', () => {
    const changes = { ...none, deploymentIds: ['d1'] };
    expect(concerns(changes, events('d1'))).toBe(true);
    expect(concerns(changes, events('d2'))).toBe(false);
    expect(concerns(changes, listKey)).toBe(true);
    expect(concerns(changes, [['drafts', 'get']])).toBe(false);
  });

  it('are drafts and plans too when the project moved', () => {
    const changes = { ...none, projectIds: ['p'] };
    for (const path of [
      ['drafts', 'get'],
      ['publishing', 'plan'],
      ['pipelines', 'versions'],
    ])
      expect(concerns(changes, [path])).toBe(true);
  });

  it('are the draft, the list and the plan when another page saved it', () => {
    const changes = { ...none, draftProjectIds: ['p'] };
    expect(concerns(changes, [['drafts', 'get']])).toBe(true);
    expect(concerns(changes, listKey)).toBe(true);
    expect(concerns(changes, [['publishing', 'plan']])).toBe(true);
    expect(concerns(changes, [['deployments', 'plan']])).toBe(false);
  });

  it('are all that can change when something may have been missed, but no scan of a table', () => {
    const changes = { ...none, everything: true };
    expect(concerns(changes, events('d9'))).toBe(true);
    expect(concerns(changes, [['tableRows', 'newest']])).toBe(false);
    expect(concerns(changes, [['pipelines', 'versionText']])).toBe(false);
  });
});

describe('Refresher', () => {
  /** A query whose answers are let go by hand. */
  function watched() {
    const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    const answers: ((value: number) => void)[] = [];
    let cancelled = 0;
    const observer = new QueryObserver(client, {
      queryKey: listKey,
      queryFn: ({ signal }) => {
        signal.addEventListener('abort', () => {
          cancelled += 1;
        });
        return new Promise<number>((resolve) => answers.push(resolve));
      },
    });
    const stop = observer.subscribe(() => undefined);
    return { client, answers, stop, observer, cancelled: () => cancelled };
  }
  const settle = () => new Promise((resolve) => setImmediate(resolve));

  it('never cancels a read: changes that come meanwhile make one more round', async () => {
    const { client, answers, stop, observer, cancelled } = watched();
    const refresher = new Refresher(client);
    for (let change = 0; change < 50; change += 1) refresher.add({ ...none, deploymentIds: [`d${change}`] });
    expect(answers).toHaveLength(1);
    answers[0]?.(1);
    await settle();
    expect(answers).toHaveLength(2);
    answers[1]?.(2);
    await settle();
    expect(observer.getCurrentResult().data).toBe(2);
    expect(answers).toHaveLength(2);
    expect(cancelled()).toBe(0);
    stop();
  });

  it('starts a new round for every later change', async () => {
    const { client, answers, stop } = watched();
    answers[0]?.(1);
    await settle();
    const refresher = new Refresher(client);
    refresher.add({ ...none, everything: true });
    answers[1]?.(2);
    await settle();
    refresher.add({ ...none, everything: true });
    expect(answers).toHaveLength(3);
    stop();
  });
});
