import { exactData } from '../../../generator/load/exact-integer.ts';
import { JsonPlaces } from '../../../generator/load/json-places.ts';
import { Located } from '../../../generator/load/located.ts';
import { Source } from '../../../generator/load/source.ts';

/**
 * What a server says, with integers as it says them: where a number would be another one stands an {@link ExactInteger}.
 * @throws SyntaxError
 */
export function readJson(text: string): unknown {
  const data: unknown = JSON.parse(text);
  if (!/\d{16}/.test(text)) return data;
  return exactData(Located.rootOf(new Source({ path: '', file: '', text, data, places: new JsonPlaces(text) })));
}
