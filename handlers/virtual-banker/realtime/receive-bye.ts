import type { ReceiveBye } from '../../../generated/virtual-banker/channel-types.ts';
import type { Context } from '../context.ts';
import { admit } from './admit.ts';
import type { State } from './connection.ts';

/** Lets a participant leave; the session lives on. */
export const receiveBye: ReceiveBye<Context, State> = (message, connection) => {
  admit(connection, message);
  connection.close(1000, 'bye');
};
