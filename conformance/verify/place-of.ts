import { pointerTokens } from '../../generator/load/json-pointer.ts';
import type { Position } from '../../generator/load/position.ts';
import { inPlace } from '../schema/in-place.ts';
import { wordOf, type Sites } from '../schema/site.ts';
import type { Case } from './case.ts';
import { placeOf as placeIn } from './inputs/plain-input.ts';
import type { Subject } from './subject.ts';

/** Where the contract says what a request was tried at: the word of a schema, else the property, the parameter or the body, else the operation. */
export function placeOf(sent: Case, subject: Subject): Position {
  const { operation, at } = sent;
  const [first, ...rest] = pointerTokens(at.pointer);
  if (at.in === 'request') return operation.at;
  if (at.in === 'body') return inSchema(contentOf(sent, subject), pointerTokens(at.pointer), at.keyword, subject) ?? operation.body?.at ?? operation.at;
  const parameter = operation.parameters.find(({ in: place, name }) => placeIn[place] === at.in && name === first);
  return parameter === undefined ? operation.at : (inSchema(subject.sitesOf(parameter), rest, at.keyword, subject) ?? parameter.at);
}

function contentOf({ input: { body } }: Case, subject: Subject): Sites {
  return body === undefined || !('content' in body) ? [] : subject.sitesOf(body.content);
}

/** Undefined where the schema does not go as far as the pointer. */
function inSchema(outer: Sites, tokens: readonly string[], keyword: string, { contract, sampler }: Subject): Position | undefined {
  const sites = tokens.reduce<Sites>((found, token) => sampler.alternatives(found).flatMap((shape) => (shape.types.includes('array') && /^\d+$/.test(token) ? shape.item(Number(token)) : shape.property(token))), outer);
  const all = inPlace(sites, contract.schemas);
  const worded = all.find((site) => wordOf(site, keyword) !== undefined);
  const [own] = sites;
  if (worded !== undefined) return contract.positionOf({ file: worded.file, pointer: `${worded.pointer}/${keyword}` });
  return own === undefined || tokens.length === 0 ? undefined : contract.positionOf(own);
}
