/** Who subscribed to what, on this node. */
export class TopicTable<Member> {
  readonly #members = new Map<string, Set<Member>>();
  readonly #topics = new Map<Member, Set<string>>();

  subscribe(member: Member, topic: string): void {
    addTo(this.#members, topic, member);
    addTo(this.#topics, member, topic);
  }

  unsubscribe(member: Member, topic: string): void {
    removeFrom(this.#members, topic, member);
    removeFrom(this.#topics, member, topic);
  }

  /** Unsubscribes from everything. */
  forget(member: Member): void {
    for (const topic of this.#topics.get(member) ?? []) removeFrom(this.#members, topic, member);
    this.#topics.delete(member);
  }

  /** A copy: members may come and go while the caller goes through it. */
  members(topic: string): readonly Member[] {
    return [...(this.#members.get(topic) ?? [])];
  }
}

function addTo<Key, Value>(sets: Map<Key, Set<Value>>, key: Key, value: Value): void {
  const set = sets.get(key);
  if (set) set.add(value);
  else sets.set(key, new Set([value]));
}

function removeFrom<Key, Value>(sets: Map<Key, Set<Value>>, key: Key, value: Value): void {
  const set = sets.get(key);
  if (set?.delete(value) && set.size === 0) sets.delete(key);
}
