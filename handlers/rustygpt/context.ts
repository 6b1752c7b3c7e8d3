import type { AccountActor } from '../../domain/actor.ts';
import type { Database } from '../../domain/database/database.ts';
import type { Services } from '../../domain/services.ts';
import type { AnswerServices } from '../../domain/thread/give-thread-answer.ts';

/** What every handler of this API works with. */
export interface Context {
  readonly actor: AccountActor;
  readonly db: Database;
  readonly services: Services & Pick<AnswerServices, 'answerTimeoutMs' | 'renewMs'>;
}
