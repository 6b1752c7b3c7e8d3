const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Whether a text can be compared with a uuid column; any other text would be an error of the statement, not "no such row". Only
 * the spelling that we give out counts: an id has one spelling, wherever it is compared.
 */
export function isUuid(text: string): boolean {
  return uuid.test(text);
}
