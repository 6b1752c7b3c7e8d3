import type { Captured } from '../capture.ts';
import type { ChannelRow } from '../contract.ts';
import type { Runtime } from '../runtime.ts';
import { prepareSecurity, signIn, type SignedIn } from '../security/security.ts';
import type { Client, Problem } from '../service.ts';
import { checkInput, type CheckedInput } from '../validate/check-input.ts';
import { isAllowedOrigin } from './allowed-origin.ts';
import type { Admission } from './channel-connection.ts';

/** Whoever asks to be let in. */
export interface Applicant {
  readonly raw: Captured;
  readonly host: string;
  readonly client: Client;
  readonly isFromProxy: boolean;
  /** Aborts when the client goes away before it is let in. */
  readonly signal: AbortSignal;
  /** What is wrong with the request itself, if anything. */
  readonly fault: string | undefined;
}

/** Why somebody is not let in; `presented`: a credential was sent, so that the refusal is about it. */
export interface NotAdmitted {
  readonly problem: Problem;
  readonly presented: boolean;
}

export type Admitted = { readonly admission: Admission } | NotAdmitted;

/**
 * Checks everybody who wants to open a connection of a channel: the request itself, the origin, who it is, and the
 * parameters. Answers at once if sign-in does. Never throws or rejects.
 */
export function prepareAdmission(row: ChannelRow, runtime: Runtime): (applicant: Applicant) => Admitted | Promise<Admitted> {
  const { settings, db, services } = runtime;
  const security = prepareSecurity(runtime, row.security);
  const describe = (signedIn: SignedIn, checked: CheckedInput, { raw, client }: Applicant): Admitted => {
    if (signedIn.refusal !== undefined) return refuse(signedIn);
    if (checked.violations.length > 0) return notAdmitted({ code: 'invalid-request', violations: checked.violations.slice(0, settings.maxViolations) });
    const { path, query } = checked.input;
    return { admission: { actor: signedIn.actor, path, query, requestId: raw.requestId, client } };
  };

  return (applicant) => {
    const fault = findFault(runtime, applicant);
    if (fault) return notAdmitted(fault);
    const { raw, client, signal, isFromProxy } = applicant;
    try {
      const checked = checkInput(row, raw);
      if (!security) return describe(nobody, checked, applicant);
      const { headers } = raw;
      const { path } = checked.input;
      const signedIn = signIn(security, { ...raw, isFromProxy }, { db, services, operationId: row.name, path, client, headers, signal });
      if (!(signedIn instanceof Promise)) return describe(signedIn, checked, applicant);
      return signedIn.then((settled) => describe(settled, checked, applicant)).catch(thrown);
    } catch (error) {
      return thrown(error);
    }
  };
}

const nobody: SignedIn = { actor: undefined };

/** What is wrong before anybody is asked who it is. */
function findFault({ load, settings }: Runtime, { raw, host, fault }: Applicant): Problem | undefined {
  if (load.draining) return { code: 'overloaded', retryAfterSeconds: 1 };
  if (fault !== undefined) return { code: 'malformed-request', detail: fault };
  if (isAllowedOrigin(settings.corsOrigins, raw.origin, host)) return undefined;
  return { code: 'forbidden', reason: 'origin', detail: 'Pages of this origin may not connect.' };
}

function refuse({ refusal, presented }: Extract<SignedIn, { presented: boolean }>): NotAdmitted {
  const { refused, reason, detail } = refusal;
  return { problem: { code: refused, reason, detail }, presented };
}

function thrown(error: unknown): NotAdmitted {
  return notAdmitted({ code: 'thrown', error });
}

function notAdmitted(problem: Problem): NotAdmitted {
  return { problem, presented: false };
}
