const dash = 45;

/** 1 for the code of a hexadecimal digit. */
const isHexadecimal = Uint8Array.from({ length: 128 }, (_, code) => (/[0-9a-f]/i.test(String.fromCharCode(code)) ? 1 : 0));

/** RFC 9562, section 4. The URN form that `ajv-formats` also takes is another spelling than the one services give out. */
export function isUuid(text: string): boolean {
  if (text.length !== 36) return false;
  for (let at = 0; at < 36; at++) {
    const code = text.charCodeAt(at);
    const isRight = at === 8 || at === 13 || at === 18 || at === 23 ? code === dash : isHexadecimal[code] === 1;
    if (!isRight) return false;
  }
  return true;
}
