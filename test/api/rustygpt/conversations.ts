import { asHeaders, clientWith, expectStatus, type Person } from './rustygpt.ts';

/** A conversation of somebody's, with these people in it. */
export async function converse({ client }: Person, others: Readonly<Record<string, Person>> = {}): Promise<string> {
  const { body } = expectStatus(await client.createConversation({ body: { title: 'Tea', is_group: true } }), 201);
  const path = { conversation_id: body.conversation_id };
  for (const [role, { userId }] of Object.entries(others)) {
    expectStatus(await client.addParticipant({ path, body: { user_id: userId, role: role as 'member' } }), 204);
  }
  return body.conversation_id;
}

/** A thread that nobody answers in. */
export async function noteIn(conversation: string, { client }: Person, content = 'Note'): Promise<string> {
  const posted = await client.postRoot({ path: { conversation_id: conversation }, body: { content, role: 'system' } });
  return expectStatus(posted, 201).body.root_id;
}

/** Somebody's client at another process of the service. */
export const at = (service: { readonly url: string }, { jar }: Person) => clientWith(service, jar);

export const headersOf = ({ jar }: Person) => asHeaders(jar);
