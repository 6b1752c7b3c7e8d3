import { describeError } from '../logging/describe-error.ts';
import type { ChannelAnswer, ChannelProblem } from '../service.ts';
import type { ChannelConnection } from './channel-connection.ts';
import type { LiveChannel } from './live-channel.ts';

type Close = NonNullable<ChannelAnswer['close']>;

const internalError: ChannelAnswer = { close: { code: 1011, reason: 'internal error' } };

/** Does what the channel's `problem` says about a problem, and at least what the contract and RFC 6455 demand. */
export function answerProblem(
  channel: LiveChannel,
  connection: ChannelConnection,
  problem: ChannelProblem,
  acknowledge?: (data: unknown) => void,
): void {
  const answer = askProblem(channel, connection, problem);
  const close = answer.close ?? requiredClose(channel, problem);
  channel.metrics.refused(problem.code);
  try {
    if (answer.send) connection.send(answer.send.message, answer.send.payload);
    if (acknowledge && answer.reply !== undefined) acknowledge(answer.reply);
    if (!acknowledge && answer.withoutReply) connection.send(answer.withoutReply.message, answer.withoutReply.payload);
    if (close) connection.close(close.code, close.reason);
  } catch (error) {
    connection.log.error({ err: describeError(error), problem: problem.code }, 'the answer to a problem breaks the contract');
    connection.terminate(1011, 'internal error');
  }
}

/** What the channel's `problem` says; for something unexpected, that it was an internal error. Never throws. */
export function askProblem(channel: LiveChannel, connection: ChannelConnection, problem: ChannelProblem): ChannelAnswer {
  try {
    const answer = channel.handlers.problem(problem, connection);
    if (problem.code !== 'thrown' || Object.values(answer).some((part) => part !== undefined)) return answer;
    connection.log.error({ err: describeError(problem.error), message: problem.name }, 'a channel handler failed');
  } catch (error) {
    connection.log.error({ err: describeError(error), problem: problem.code }, 'the channel could not say what to do about a problem');
  }
  return internalError;
}

/** What happens when `problem` does not close by itself. */
function requiredClose({ row }: LiveChannel, problem: ChannelProblem): Close | undefined {
  if (problem.code === 'message-too-large') return { code: 1009, reason: `messages may have ${problem.limitBytes} bytes` };
  if (problem.code === 'rate-limited') return { code: row.limits.rate?.closeCode ?? 1008, reason: 'too many messages' };
  if (problem.code === 'refused') return { code: 1008, reason: problem.refusal.reason };
  return undefined;
}
