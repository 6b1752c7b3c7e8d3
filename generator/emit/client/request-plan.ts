import type { Operation, Parameter, SecurityRule } from '../../model/types.ts';
import { operationUrl } from '../../model/operation-url.ts';
import { literal } from '../quote.ts';
import type { HoldsInt64 } from '../exact-integers.ts';
import { answerPlans } from './answer-plans.ts';
import { bodyPlan } from './body-plan.ts';
import { streamPlan } from './stream-plan.ts';

const places = { path: 'path', query: 'query', header: 'headers', cookie: 'cookies' } as const;

/** How the client writes a request and reads its answer: the `OperationPlan` of `specwright/client`, without what is the default. */
export function operationPlan(operation: Operation, holdsInt64: HoldsInt64 = () => false): string {
  const { method, body, parameters, security } = operation;
  const written = Object.entries(places).map(([place, name]) => [name, formsIn(parameters, place)] as const);
  const forms = Object.fromEntries(written.filter(([, found]) => Object.keys(found).length > 0));
  const alternatives = schemeNames(security);
  return literal({
    method: method.toUpperCase(),
    path: operationUrl(operation),
    ...(Object.keys(forms).length === 0 ? {} : { forms }),
    ...(alternatives.length === 0 ? {} : { security: alternatives }),
    ...(body === undefined ? {} : { bodies: body.contents.map(bodyPlan) }),
    ...streamPlan(operation),
    answers: answerPlans(operation, holdsInt64),
  });
}

/** The alternatives that ask for something. */
export function schemeNames(security: SecurityRule): string[][] {
  return security.filter((alternative) => alternative.length > 0).map((alternative) => alternative.map(({ scheme }) => scheme));
}

function formsIn(parameters: readonly Parameter[], place: string): Record<string, object> {
  const forms = parameters.filter((parameter) => parameter.in === place).map((parameter) => [parameter.name, formOf(parameter)] as const);
  return Object.fromEntries(forms.filter(([, form]) => Object.keys(form).length > 0));
}

function formOf({ in: place, style, explode, allowReserved, contentType }: Parameter): object {
  if (contentType !== undefined) return { json: true };
  const isPair = place === 'query' || place === 'cookie';
  const usual = isPair ? 'form' : 'simple';
  const explodes = style === 'form' || style === 'deepObject' || style === 'cookie';
  return {
    ...(style === usual ? {} : { style }),
    ...(explode === explodes ? {} : { explode }),
    ...(allowReserved && place === 'query' ? { reserved: true } : {}),
  };
}
