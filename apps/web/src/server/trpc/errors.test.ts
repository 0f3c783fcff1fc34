import { errorCodes, PenstockError } from '@penstock/common';
import { TRPCError } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { describe, expect, it } from 'vitest';
import { appErrorOf, toTrpcError } from './errors';

describe('errors on their way to the client', () => {
  it.each(errorCodes.filter((code) => code !== 'internal'))(
    '%s keeps its code, sentence and details',
    (code) => {
      const error = toTrpcError(
        new PenstockError(code, 'Do this next.', { details: { line: 3 }, cause: new Error('secret') }),
      );
      expect(appErrorOf(error)).toEqual({ code, message: 'Do this next.', details: { line: 3 } });
      expect(getHTTPStatusCodeFromError(error)).toBeGreaterThanOrEqual(400);
    },
  );

  it.each([
    new Error('password=hunter2'),
    new PenstockError('internal', 'password=hunter2'),
    'password=hunter2',
  ])('hides what an unexpected error says', (thrown) => {
    const error = toTrpcError(thrown);
    expect(getHTTPStatusCodeFromError(error)).toBe(500);
    expect(JSON.stringify(appErrorOf(error))).not.toContain('hunter2');
    expect(appErrorOf(error).code).toBe('internal');
  });

  it('leaves errors of tRPC itself as they are', () => {
    const error = new TRPCError({ code: 'NOT_FOUND', message: 'No procedure found on path "x"' });
    expect(toTrpcError(error)).toBe(error);
    expect(appErrorOf(error).code).toBe('not_found');
  });
});
