import Negotiator from 'negotiator';
import type { Place } from './document-tree.ts';
import { essenceOf, isJsonType, takesType } from './media-types.ts';

export interface ChosenMedia {
  /** Without ranges: what the answer says it is. */
  readonly mediaType: string;
  readonly place: Place;
}

/** What a range is answered with when the request does not say. */
const forRange: Readonly<Record<string, string>> = {
  '*/*': 'application/json',
  'application/*': 'application/json',
  'text/*': 'text/plain',
  'image/*': 'image/png',
};

/** The content that `Accept` likes best, JSON first among equals; undefined when it takes none. */
export function chooseMedia(contents: readonly [string, Place][], accept: string | undefined): ChosenMedia | undefined {
  const offered = [...contents].sort(([a], [b]) => Number(isJsonType(b)) - Number(isJsonType(a)));
  const concrete = offered.flatMap(([declared, place]) => concreteTypes(declared, accept).map((mediaType) => ({ mediaType, place })));
  const plain = (accept ?? '*/*').replace(/;\s*charset=[^,;]*/gi, '');
  const found = new Negotiator({ headers: { accept: plain } }).mediaTypes(concrete.map(({ mediaType }) => mediaType))[0];
  return concrete.find(({ mediaType }) => mediaType === found) ?? withoutParameters(concrete, accept);
}

/** A parameter that only one side names keeps nobody from understanding. */
function withoutParameters(concrete: readonly ChosenMedia[], accept: string | undefined): ChosenMedia | undefined {
  const plain = (accept ?? '*/*').replace(/;(?!\s*q=)[^,;]*/g, '');
  const [best] = new Negotiator({ headers: { accept: plain } }).mediaTypes(concrete.map(({ mediaType }) => essenceOf(mediaType)));
  return concrete.find(({ mediaType }) => essenceOf(mediaType) === best);
}

function concreteTypes(declared: string, accept: string | undefined): string[] {
  if (!declared.includes('*')) return [declared];
  const asked = (accept ?? '').split(',').map(essenceOf).filter((type) => type !== '' && !type.includes('*') && takesType(declared, type));
  return asked.length > 0 ? asked : [forRange[essenceOf(declared)] ?? declared.replace('*', 'octet-stream')];
}
