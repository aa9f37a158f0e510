/** An emoji, and by which words it is found. */
export interface Emoji {
  readonly emoji: string;
  /** Faces, people, animals …: the number that the data gives each. */
  readonly group: number;
  /** What can be typed between two colons. */
  readonly shortcodes: readonly string[];
  readonly english: string;
  readonly chinese: string;
  /** More words in both languages. */
  readonly words: readonly string[];
}

/** A row of a file of `emoji-picker-element-data`. */
interface DataRow {
  readonly emoji: string;
  readonly annotation: string;
  readonly group: number;
  readonly version: number;
  readonly shortcodes?: readonly string[];
  readonly tags?: readonly string[];
}

/** Newer ones are drawn as empty boxes by systems that people still have. */
const EMOJI_VERSION_MAX = 15.1;

/** One table of both languages. */
export async function fetchEmoji(englishUrl: string, chineseUrl: string): Promise<readonly Emoji[]> {
  const [english, chinese] = await Promise.all([fetchRows(englishUrl), fetchRows(chineseUrl)]);
  const translated = new Map(chinese.map((row) => [row.emoji, row]));
  return english
    .filter(({ version }) => version <= EMOJI_VERSION_MAX)
    .map((row) => inBothLanguages(row, translated.get(row.emoji) ?? row));
}

async function fetchRows(url: string): Promise<readonly DataRow[]> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`the table of emoji was not there: ${answer.status}`);
  return await answer.json();
}

function inBothLanguages(row: DataRow, translated: DataRow): Emoji {
  return {
    emoji: row.emoji,
    group: row.group,
    shortcodes: row.shortcodes ?? [],
    english: row.annotation,
    chinese: translated.annotation,
    words: [...(row.tags ?? []), ...(translated.tags ?? [])],
  };
}
