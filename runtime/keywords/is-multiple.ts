/**
 * `multipleOf` (JSON Schema 2020-12 validation, section 6.2.1) of decimal fractions: 0.3 is a multiple of 0.1, although dividing
 * them gives 2.9999999999999996. A quotient counts as whole within the error that two rounded numbers bring into it.
 */
export function isMultiple(value: number, divisor: number): boolean {
  if (value % divisor === 0) return true;
  const quotient = value / divisor;
  const difference = Math.abs(quotient - Math.round(quotient));
  return !Number.isInteger(divisor) && Number.isFinite(quotient) && difference <= 2 * Number.EPSILON * Math.abs(quotient);
}
