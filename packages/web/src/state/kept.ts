/** The value of before if the one of now says the same, so that nobody who shows it has to look again. */
export function kept<Value extends object | null>(before: Value, now: Value): Value {
  return isSame(before, now) ? before : now;
}

/** Fields, or items of a list, one by one. */
function isSame(one: object | null, other: object | null): boolean {
  if (one === null || other === null) return one === other;
  const entries = Object.entries(one);
  const others = new Map(Object.entries(other));
  return entries.length === others.size && entries.every(([key, value]) => others.get(key) === value);
}
