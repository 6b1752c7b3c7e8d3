import type { Reply } from 'specwright/runtime';

/** This API's usual way to say no. */
export function refuse(status: number, msg: string): Reply {
  return { status, body: { msg } };
}
