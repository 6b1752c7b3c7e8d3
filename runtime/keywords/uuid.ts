const hyphen = 0x2d;

/** By code unit: 0 for a hexadecimal digit. */
const isOther = new Uint8Array(0x1_0000).fill(1);
for (const digit of '0123456789ABCDEFabcdef') isOther[digit.charCodeAt(0)] = 0;

/**
 * RFC 9562, section 4. The URN form that `ajv-formats` also takes is another spelling than the one services give out. By a table, since
 * a regular expression takes three times as long.
 */
export function isUuid(text: string): boolean {
  if (text.length !== 36 || !isHyphen(text, 8) || !isHyphen(text, 13) || !isHyphen(text, 18) || !isHyphen(text, 23)) return false;
  const others = countOthers(text, 0, 8) + countOthers(text, 9, 13) + countOthers(text, 14, 18) + countOthers(text, 19, 23) + countOthers(text, 24, 36);
  return others === 0;
}

function isHyphen(text: string, at: number): boolean {
  return text.charCodeAt(at) === hyphen;
}

function countOthers(text: string, from: number, to: number): number {
  let others = 0;
  for (let at = from; at < to; at += 1) others += isOther[text.charCodeAt(at)] as number;
  return others;
}
