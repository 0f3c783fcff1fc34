import { expect, test } from 'vitest';
import { type Commit, checkLog } from './commit-log';

/** Commits with these seqs, a table's entries 10 apart. */
function log(seqs: number[], changes: Partial<Commit> = {}): Commit[] {
  return seqs.map((seq) => ({
    id: String(seq * 10),
    epoch: '1',
    seq: String(seq),
    trimmedBelow: null,
    afterNextEpoch: false,
    ...changes,
  }));
}

const texts = (commits: Commit[]) => checkLog(commits).map(({ text }) => text);

test('a log that counts up from 1 is whole', () => {
  expect(checkLog(log([1, 2, 3]))).toEqual([]);
});

test('a missing commit is found, also the first', () => {
  expect(texts(log([1, 2, 4]))).toEqual(['epoch 1, seq 4 follows epoch 1, seq 2']);
  expect(texts(log([2, 3]))).toEqual(['epoch 1, seq 2 follows epoch 0, seq 0']);
});

test('what was trimmed is not missing', () => {
  const trimmedBelow = '70';
  expect(checkLog(log([7, 8, 9], { trimmedBelow }))).toEqual([]);
  expect(checkLog(log([2, 5, 7, 8, 9], { trimmedBelow }))).toEqual([]);
});

test('a commit that is missing above the trimmed end is found', () => {
  expect(texts(log([2, 7, 9], { trimmedBelow: '70' }))).toEqual(['epoch 1, seq 9 follows epoch 1, seq 7']);
});

test('a seq that comes twice or goes back is found, trimmed or not', () => {
  expect(texts(log([3, 3], { trimmedBelow: '900' }))).toEqual(['epoch 1, seq 3 follows epoch 1, seq 3']);
  expect(texts(log([5, 4], { trimmedBelow: '900' }))).toEqual(['epoch 1, seq 4 follows epoch 1, seq 5']);
});

test('an epoch that goes back, or commits after the next has begun, is found', () => {
  const [first, second] = [log([1], { epoch: '2' }), log([2])];
  expect(texts([...first, ...second])).toEqual(['epoch 1, seq 2 follows epoch 2, seq 1']);
  expect(texts(log([1], { afterNextEpoch: true }))).toEqual([
    'epoch 1, seq 1 was committed after the next epoch had begun',
  ]);
});
