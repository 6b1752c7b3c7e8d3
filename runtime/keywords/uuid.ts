/** RFC 9562, section 4. The URN form that `ajv-formats` also takes is another spelling than the one services give out. */
const uuid = /^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$/;

export function isUuid(text: string): boolean {
  return uuid.test(text);
}
