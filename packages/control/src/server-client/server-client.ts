import { type ErrorCode, errorCodes, PenstockError } from '@penstock/common';
import {
  type ConnectionTestAnswer,
  type ConnectionTestRequest,
  type MessagesAnswer,
  type MessagesRequest,
  type PreviewAnswer,
  type PreviewRequest,
  type StartOffsetsAnswer,
  type StartOffsetsRequest,
  serverRoutes,
  type TableDetailAnswer,
  type TableName,
  type TableRowsAnswer,
  type TableStateAnswer,
  type TablesAnswer,
  type TableUpkeepAnswer,
  type TopicsAnswer,
  type TopicsRequest,
} from '../contracts/server-api';

/** The server's internal API as functions. Every failure to reach it is `unavailable` or `timeout`; retrying is safe. */
export interface ServerClient {
  preview(request: PreviewRequest, signal?: AbortSignal): Promise<PreviewAnswer>;
  messages(request: MessagesRequest): Promise<MessagesAnswer>;
  topics(request: TopicsRequest): Promise<TopicsAnswer>;
  startOffsets(request: StartOffsetsRequest): Promise<StartOffsetsAnswer>;
  connectionTest(request: ConnectionTestRequest): Promise<ConnectionTestAnswer>;
  tableRows(request: { namespace: string[]; table: string; limit: number }): Promise<TableRowsAnswer>;
  tableState(request: {
    namespace: string[];
    table: string;
    deploymentId: string | null;
  }): Promise<TableStateAnswer>;
  tables(): Promise<TablesAnswer>;
  tableDetail(request: TableName): Promise<TableDetailAnswer>;
  /** Expires, merges and collects what may go now; with `dryRun` only counts. */
  tableUpkeep(request: TableName & { dryRun: boolean }): Promise<TableUpkeepAnswer>;
  health(): Promise<unknown>;
}

export type ServerClientOptions = { baseUrl: string; token: string; timeoutMs?: number };

type Route = keyof typeof serverRoutes;
/** Longest wait per route in ms: Kafka and table scans take their time, the rest answers at once or not at all. */
const timeouts: Record<Route, number> = {
  preview: 15_000,
  messages: 20_000,
  topics: 10_000,
  startOffsets: 10_000,
  connectionTest: 20_000,
  tableRows: 20_000,
  tableState: 10_000,
  tables: 10_000,
  tableDetail: 10_000,
  tableUpkeep: 60_000,
  health: 2_000,
};

export function createServerClient(options: ServerClientOptions): ServerClient {
  const call = <T>(route: Route, body: unknown, signal?: AbortSignal) =>
    request<T>(options, route, body, signal);
  return {
    preview: (body, signal) => call('preview', body, signal),
    messages: (body) => call('messages', body),
    topics: (body) => call('topics', body),
    startOffsets: (body) => call('startOffsets', body),
    connectionTest: (body) => call('connectionTest', body),
    tableRows: (body) => call('tableRows', body),
    tableState: (body) => call('tableState', body),
    tables: () => call('tables', {}),
    tableDetail: (body) => call('tableDetail', body),
    tableUpkeep: (body) => call('tableUpkeep', body),
    health: () => call('health', undefined),
  };
}

async function request<T>(
  options: ServerClientOptions,
  route: Route,
  body: unknown,
  signal: AbortSignal | undefined,
): Promise<T> {
  const [method, path] = serverRoutes[route].split(' ');
  const timeout = AbortSignal.timeout(options.timeoutMs ?? timeouts[route]);
  let response: Response;
  let text: string;
  try {
    response = await fetch(new URL(path ?? '/', options.baseUrl), {
      method: method ?? 'GET',
      headers: {
        authorization: `Bearer ${options.token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    text = await response.text();
  } catch (cause) {
    if (signal?.aborted) throw new PenstockError('cancelled', 'The request was cancelled.', { cause });
    if (timeout.aborted)
      throw new PenstockError(
        'timeout',
        'The server process did not answer in time. Try again; if it stays so, look at its log.',
        { cause },
      );
    throw new PenstockError(
      'unavailable',
      'The server process cannot be reached. Start it again, or wait until it is back; pipelines go on meanwhile.',
      { cause },
    );
  }
  const answer = parseAnswer(text, response.status);
  if (!response.ok) throw errorOf(answer, response.status);
  return answer as T;
}

function parseAnswer(text: string, status: number): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch (cause) {
    throw new PenstockError(
      'unavailable',
      `The server process answered with something that is not JSON (HTTP ${status}).`,
      { cause },
    );
  }
}

function errorOf(answer: unknown, status: number): PenstockError {
  const body = (typeof answer === 'object' && answer !== null ? answer : {}) as {
    code?: unknown;
    message?: unknown;
    details?: unknown;
  };
  const code = errorCodes.find((known) => known === body.code) ?? codeOfStatus(status);
  const message =
    typeof body.message === 'string' ? body.message : `The server process answered with HTTP ${status}.`;
  const details =
    typeof body.details === 'object' && body.details !== null
      ? (body.details as Record<string, unknown>)
      : {};
  return new PenstockError(code, message, { details });
}

function codeOfStatus(status: number): ErrorCode {
  if (status === 401) return 'unauthenticated';
  if (status === 404) return 'not_found';
  return status >= 500 ? 'unavailable' : 'internal';
}
