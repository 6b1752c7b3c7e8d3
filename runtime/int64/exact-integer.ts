/** Longer ones are not worth being made: no format has room for them, and the time to read one grows with the square. */
const mostDigits = 40;

const integer = /^-?(?:0|[1-9]\d*)$/;
/** A JSON number (RFC 8259, section 6). */
const number = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?(?:[eE]([+-]?\d{1,4}))?$/;

/** The integer that a JSON number is, to the last digit: `1.0` and `1e3` are integers. Undefined for what is none. */
export function exactInteger(text: string): bigint | undefined {
  if (text.length > mostDigits) return undefined;
  if (integer.test(text)) return BigInt(text);
  const [, sign = '', whole, fraction = '', exponent = '0'] = number.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const digits = whole + fraction;
  const zeros = Number(exponent) - fraction.length;
  if (zeros > mostDigits) return undefined;
  const cut = zeros < 0 ? digits.slice(0, zeros) : digits + '0'.repeat(zeros);
  return zeros < 0 && /[1-9]/.test(digits.slice(zeros)) ? undefined : BigInt(`${sign}${cut === '' ? '0' : cut}`);
}
