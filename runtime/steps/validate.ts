import { checkInput } from '../validate/check-input.ts';
import { toViolations } from '../validate/violations.ts';
import type { Violation } from '../contract.ts';
import type { Exchange } from '../exchange.ts';
import type { Outcome } from '../operation.ts';

/** Step 6: parameters and body, every violation at once, up to the setting's number. */
export function validate(exchange: Exchange): Outcome {
  const { row } = exchange.operation;
  if (row === undefined) return undefined;
  const { input, violations } = checkInput(row, exchange);
  exchange.input = input;
  const bodyErrors = bodyViolations(exchange);
  if (violations.length === 0 && bodyErrors === undefined) return undefined;
  return { code: 'invalid-request', violations: joinViolations(violations, bodyErrors ?? [], exchange.runtime.settings.maxViolations) };
}

function joinViolations(ofParameters: readonly Violation[], ofBody: readonly Violation[], most: number): readonly Violation[] {
  const all = ofParameters.length === 0 ? ofBody : [...ofParameters, ...ofBody];
  return all.length <= most ? all : all.slice(0, most);
}

function bodyViolations({ bodyMedia, body, bodyViolations: undecoded, runtime }: Exchange): readonly Violation[] | undefined {
  const check = bodyMedia?.validate;
  const invalid = check === undefined || check(body) ? undefined : toViolations('body', check.errors, runtime.settings.maxViolations);
  if (undecoded === undefined || undecoded.length === 0) return invalid;
  const pointers = new Set(undecoded.map(({ pointer }) => pointer));
  return [...undecoded, ...(invalid ?? []).filter(({ pointer }) => !pointers.has(pointer))];
}
