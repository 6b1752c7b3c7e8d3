/** Addresses that differ in case or surrounding space are one: that is how people write them. */
export function normalizeEmail(email: string): string {
  return email.trim().toLowerCase();
}
