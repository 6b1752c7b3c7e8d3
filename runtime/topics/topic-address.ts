import type { Validate } from '../contract.ts';
import { toInputViolations } from '../validate/violations.ts';
import { InvalidMessage } from './invalid-message.ts';

/** The address of a channel with its parameters in place, as they are: brokers know no percent-encoding. */
export function topicAddress<Parameters extends object>(template: string, validate: Validate): (parameters: Parameters) => string {
  return (parameters) => {
    // Parameters that have a default are put into the copy.
    const path = { ...parameters } as Readonly<Record<string, unknown>>;
    if (!validate({ path })) throw new InvalidMessage(`These are no parameters of ${template}`, toInputViolations(validate.errors, { path, query: {}, headers: {}, cookies: {} }));
    return template.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => String(path[name]));
  };
}
