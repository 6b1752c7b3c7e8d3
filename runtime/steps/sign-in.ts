import { inLowerCase } from '../response/added-headers.ts';
import { signIn } from '../security/security.ts';
import { whenSettled } from '../when-settled.ts';
import type { Exchange } from '../exchange.ts';
import type { Outcome } from '../operation.ts';
import type { SignedIn } from '../security/security.ts';
import type { Context, SignInInput } from '../service.ts';

/** Step 4: the security rule's one actor, or 401 or 403. An error thrown on the way is no actor either. */
export function authenticate(exchange: Exchange): Outcome | Promise<Outcome> {
  const { security } = exchange.operation;
  if (security === undefined) return undefined;
  return whenSettled<SignedIn, Outcome>(signIn(security, exchange, inputOf(exchange)), (signedIn) => conclude(exchange, signedIn));
}

function conclude(exchange: Exchange, signedIn: SignedIn): Outcome {
  if (signedIn.refusal === undefined) {
    exchange.actor = signedIn.actor;
    if (signedIn.actor !== undefined) exchange.actorId = exchange.runtime.service.actorId?.(signedIn.actor);
    return undefined;
  }
  exchange.presentedCredential = signedIn.presented;
  const { refused, reason, detail } = signedIn.refusal;
  return { code: refused, reason, detail };
}

/** Sign-in comes before validation, so its path parameters are decoded but not yet checked. */
function inputOf(exchange: Exchange): SignInInput<Context> {
  const { runtime: { db, services }, operation: { row } } = exchange;
  return {
    db,
    services,
    operationId: row?.id ?? '',
    client: exchange,
    headers: exchange.headers,
    answerWith: (headers) => {
      exchange.answerHeaders = { ...exchange.answerHeaders, ...inLowerCase(headers) };
    },
    get path() {
      return row?.decode(exchange, []).path ?? {};
    },
    get signal() {
      return exchange.signal;
    },
  };
}
