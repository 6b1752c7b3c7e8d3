import type { Int64Place } from './int64-places.ts';
import { liftIntegers, type Lifting } from './lift-integers.ts';
import { outsideTexts } from './outside-texts.ts';

/**
 * Reads JSON, with bigints where a contract has integers of 64 bits. Text in which one of them is beyond what a number can hold, which is
 * rare, is read twice: as it is, and with texts in the places of such numbers.
 * @throws SyntaxError
 */
export function parseWithIntegers(text: string, place: Int64Place): unknown {
  return withIntegers(JSON.parse(text), text, place);
}

/** The same for a value that `JSON.parse` has made of the text. */
export function withIntegers(value: unknown, text: string, place: Int64Place): unknown {
  return liftWith(value, () => parseTexts(text), place);
}

/** The same for a value that was put together from several texts; `exact` puts it together again of what {@link parseTexts} reads. */
export function liftWith(value: unknown, exact: () => unknown, place: Int64Place): unknown {
  const lifting: Lifting = { isIncomplete: false };
  const lifted = liftIntegers(value, undefined, place, lifting);
  return lifting.isIncomplete ? liftIntegers(lifted, exact(), place, lifting) : lifted;
}

/** Reads JSON with texts for the numbers that JavaScript may have changed. */
export function parseTexts(text: string): unknown {
  return JSON.parse(withTexts(text));
}

/** Numbers of many digits, and those with an exponent, become texts. */
function withTexts(text: string): string {
  let quoted = '';
  let end = 0;
  for (const { part, start } of outsideTexts(text)) {
    quoted += text.slice(end, start) + part.replace(/-?\d[\d.]{15,}(?:[eE][+-]?\d+)?|-?\d[\d.]*[eE][+-]?\d+/g, '"$&"');
    end = start + part.length;
  }
  return quoted + text.slice(end);
}
