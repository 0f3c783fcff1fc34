import type { ErrorCode } from '@penstock/common';
import { TRPCClientError } from '@trpc/client';
import { z } from 'zod';

const appErrorSchema = z.object({
  code: z.string(),
  message: z.string(),
  details: z.record(z.string(), z.unknown()).default({}),
});
const fieldErrorsSchema = z.object({ fieldErrors: z.record(z.string(), z.array(z.string())) });

export type AppError = {
  /** Switch on this. `offline` means that no answer came at all. */
  code: ErrorCode | 'offline';
  message: string;
  details: Record<string, unknown>;
  /** Messages by input field, when the input itself was refused. */
  fields: Record<string, string[]>;
};

/** What a query or mutation threw, in the words for the screen. */
export function readAppError(error: unknown): AppError {
  const data: unknown = error instanceof TRPCClientError ? error.data : undefined;
  if (typeof data === 'object' && data !== null && 'appError' in data) {
    const parsed = appErrorSchema.safeParse(data.appError);
    const zod = 'zodError' in data ? fieldErrorsSchema.safeParse(data.zodError) : undefined;
    if (parsed.success) {
      return {
        ...parsed.data,
        code: parsed.data.code as ErrorCode,
        fields: zod?.success ? zod.data.fieldErrors : {},
      };
    }
  }
  if (error instanceof TRPCClientError) {
    return {
      code: 'offline',
      message: 'Penstock does not answer. Check that it is still running, then try again.',
      details: {},
      fields: {},
    };
  }
  return {
    code: 'internal',
    message: error instanceof Error ? error.message : String(error),
    details: {},
    fields: {},
  };
}
