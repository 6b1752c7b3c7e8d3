import type { Edition } from './edition.ts';
import type { Located } from './located.ts';
import type { MachineCache } from './machine-cache.ts';
import { partValidator, type OpenApiPart } from './published-schema.ts';
import { quickCheck } from './quick-check.ts';
import type { Refusal } from './refusal.ts';
import { explainErrors, type StructureFault } from './structure-errors.ts';

/** What is wrong with the structure of a part of an OpenAPI document; schemas within are not looked at. */
export function checkOpenApi(part: OpenApiPart, located: Located, edition: Edition, cache: MachineCache): Refusal[] {
  if (cache.isKept && quickCheck(edition, part, cache)(located.value)) return [];
  const validate = partValidator(edition, part);
  if (validate(located.value)) return [];
  return explainErrors(validate.errors ?? []).map((fault) => toRefusal(fault, located));
}

function toRefusal({ code, pointer, isAboutKey, message, hint }: StructureFault, { source, pointer: base }: Located): Refusal {
  const place = base + pointer;
  const position = isAboutKey ? source.positionOfKey(place) : source.positionOf(place);
  return { code, message, hint, position };
}
