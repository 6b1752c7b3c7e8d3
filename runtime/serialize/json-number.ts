/** The digits of numbers, put where there is room for them. */
import { page } from './json-page.ts';

const point = 0x2e;
const zero = 0x30;

/** More than any number takes that is put digit by digit: below 2 to the 31st, or ten million with two places. */
export const mostDigits = 16;

/** The digits of 0 to 99, two each, the first in the lower byte. */
const pairs = Uint16Array.from({ length: 100 }, (_, number) => (zero + Math.trunc(number / 10)) | ((zero + (number % 10)) << 8));

/** Two digits at a time, and without a loop for what is short. */
export function putDigits(at: number, value: number): number {
  const target = page.view;
  if (value < 10) {
    target.setUint8(at, zero + value);
    return at + 1;
  }
  if (value < 100) return putPair(at, value);
  const hundreds = (value / 100) | 0;
  const rest = pairs[value - 100 * hundreds] as number;
  if (hundreds < 10) {
    target.setUint8(at, zero + hundreds);
    target.setUint16(at + 1, rest, true);
    return at + 3;
  }
  const end = hundreds < 100 ? putPair(at, hundreds) : putDigits(at, hundreds);
  target.setUint16(end, rest, true);
  return end + 2;
}

function putPair(at: number, value: number): number {
  page.view.setUint16(at, pairs[value] as number, true);
  return at + 2;
}

/** A price or the like. The division above is exact to the last bit, so these digits are the shortest that mean the number. */
export function putHundredths(at: number, hundredths: number): number {
  const whole = (hundredths / 100) | 0;
  const end = putDigits(at, whole);
  const rest = hundredths - 100 * whole;
  const tenths = (rest / 10) | 0;
  page.bytes[end] = point;
  if (rest !== 10 * tenths) return putPair(end + 1, rest);
  page.bytes[end + 1] = zero + tenths;
  return end + 2;
}
