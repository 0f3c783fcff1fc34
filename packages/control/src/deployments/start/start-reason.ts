import type { ResolvedPipeline } from '@penstock/config-schema';
import type { StoredProblem } from '../../runs/problem';

/** Why a person has to choose where to read from. */
export type StartReason = { code: StartReasonCode; title: string; message: string };

const reasons = {
  first: [
    'Nothing has been read yet',
    'Choose with which messages to begin. The choice becomes the position of every partition before anything is read.',
  ],
  topic_recreated: [
    'The messages are in another topic than before',
    'The topic was deleted and created again, or it is the topic of another Kafka (a pipeline that began with message files and reads from Kafka now, for instance). The position counts messages that are not there any more.',
  ],
  other_topic: [
    'This version reads another topic than the one that is deployed',
    'The position counts messages of the topic so far. The rows in the table stay; choose where to begin in the new topic.',
  ],
  offset_out_of_range: [
    'Kafka no longer has the messages at the position',
    'They were deleted (retention, or somebody deleted records) or the partition was cut before they were read. The rows of the deleted messages will be missing, whatever is chosen.',
  ],
  corrupt_batch: [
    'Messages at the position cannot be read from Kafka',
    "A batch of them is damaged. Look at the broker's log, or begin behind it: a later time, or new messages only.",
  ],
  table_replaced: [
    'The table is another one than before',
    'It was dropped, or dropped and made again, outside Penstock. The rows and the position that it held are gone with it.',
  ],
  position_missing: [
    'The position is gone from the table',
    'It was removed outside Penstock; the rows are still there. Where the consumer group stands is what was committed last, as far as Kafka knows.',
  ],
  table_set_back: [
    'The table was set back to an earlier state outside Penstock',
    'Its rows and its position went back together. Going on from that position reads the messages since again and writes every row once.',
  ],
  unknown_position: [
    'The position in the table is not the one that was committed last',
    'The table was changed outside Penstock, or Penstock’s database was restored from a backup. Compare the newest rows with the topic before going on.',
  ],
  set_back_outside: [
    'The table was set back to an older snapshot outside Penstock',
    'Rows that were written since are no longer in it, but the position still stands behind them. To have them again, read from the time of that snapshot.',
  ],
  position_of_other_deployment: [
    'The table already has rows of this topic',
    'Another pipeline has written them. Going on from its position writes every message once.',
  ],
  position_adopted: [
    'Another pipeline went on from this position',
    'It has written the messages since. Going on from where it stands writes every message once.',
  ],
  choice_gone: [
    'The start that was chosen cannot be had any more',
    'The table or the topic changed since. Choose again.',
  ],
  no_group_position: [
    'The consumer group has no position on this topic',
    'Choose another start, or let the group commit one first.',
  ],
  group_has_members: [
    'The consumer group still has members',
    'Its position moves as long as they read. Stop them and choose again, or choose another start.',
  ],
} as const satisfies Record<string, readonly [title: string, message: string]>;

export type StartReasonCode = keyof typeof reasons;

export function startReason(code: StartReasonCode): StartReason {
  const [title, message] = reasons[code];
  return { code, title, message };
}

/** The reason of a deployment that was stopped for one; null for problems that no other start can mend. */
export function reasonOfProblem(problem: StoredProblem | null): StartReason | null {
  const code = /^blocked:(\w+)$/.exec(problem?.code ?? '')?.[1];
  return code !== undefined && isReason(code) ? startReason(code) : null;
}

/** A version that reads elsewhere than the deployed one, as far as the settings tell. */
export function reasonOfSettings(
  before: ResolvedPipeline | null,
  after: ResolvedPipeline | null,
): StartReason | null {
  if (!before || !after) return null;
  const isSame = before.kafkaTopic === after.kafkaTopic && before.connection === after.connection;
  if (isSame) return null;
  const { title } = startReason('other_topic');
  return {
    code: 'other_topic',
    title,
    message: `The position counts messages of ${source(before)}, this version reads ${source(after)}. The rows in the table stay; choose where to begin there.`,
  };
}

function isReason(code: string): code is StartReasonCode {
  return Object.hasOwn(reasons, code);
}

function source({ kafkaTopic, connection }: ResolvedPipeline): string {
  return `${kafkaTopic} (connection ${connection})`;
}
