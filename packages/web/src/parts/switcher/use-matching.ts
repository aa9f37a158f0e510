import { usePage } from '../../state/context.ts';
import { isPinyinOf, matching } from '../../state/name-match.ts';

type Matching = <Item>(items: readonly Item[], nameOf: (item: Item) => string) => readonly Item[];

/** Finds by name those that match what is typed, the best first. Nothing typed is matched by all. */
export function useMatching(typed: string): Matching {
  const { pinyin } = usePage();
  const query = typed.trim();
  return (items, nameOf) => {
    if (query === '') return items;
    if (items.some((item) => isPinyinOf(nameOf(item), query))) void pinyin.need();
    return matching(items, nameOf, query, pinyin.value);
  };
}
